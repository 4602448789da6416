import { activationNames, type Activation } from './activation';
import { normalWeights } from './initial-weights';
import { checkMatrix, type Matrix } from './matrix';
import { completeOptimizer, type Optimizer, type OptimizerOptions } from './optimizer';

/** Where a hidden layer normalizes: its linear output, or what its activation makes of that. */
export type BatchNormPlacement = 'before-activation' | 'after-activation';

/** What defines a fully connected network, apart from the values of its weights. */
export interface NetworkDescription {
  /** Units a layer: inputs, hidden layers, classes. */
  readonly layerSizes: readonly number[];
  /** The activation of every hidden layer. The output layer has none: its outputs are logits. */
  readonly activation: Activation;
  /** Which hidden layers are batch-normalized: all, none, or one by one. The output layer never is. */
  readonly batchNorm: boolean | readonly boolean[];
  readonly placement: BatchNormPlacement;
  /** Share of the old value that the population averages keep at each step, in [0, 1]. */
  readonly momentum: number;
  /** Added to the variance under the root; positive. */
  readonly epsilon: number;
  readonly optimizer: Optimizer;
  /** Examples whose statistics batch norm takes together in training. Absent: the whole batch. */
  readonly ghostBatchSize?: number;
}

/** What defines a network: its starting weights or what to draw them from, its layers, its optimizer. */
export interface NetworkOptions {
  /** Starting weights, a matrix between each two neighbouring layers; their shapes define the network. */
  initialWeights?: readonly Matrix[];
  /** Instead of starting weights: units a layer, inputs first. Then `seed` and `standardDeviation` draw the weights. */
  layerSizes?: readonly number[];
  /** Seed of the drawn weights. Default 1. */
  seed?: number;
  /** Deviation of the drawn weights. Default 0.05, the lesson's. */
  standardDeviation?: number;
  /** Default `'relu'`. */
  activation?: Activation;
  /** All hidden layers or none, or for each of them whether it is normalized. Default true. */
  batchNorm?: boolean | readonly boolean[];
  /** Default `'before-activation'`, as in the paper and the lesson. */
  placement?: BatchNormPlacement;
  /** Default 0.99. */
  momentum?: number;
  /** Default 1e-3. */
  epsilon?: number;
  /** Default `'sgd'`: gradient descent without momentum, as in the lesson. */
  optimizer?: OptimizerOptions;
  /**
   * Normalizes each run of so many examples of a training batch by itself, the last run being what is left; the
   * population statistics move once for each. Default: the whole batch at once.
   */
  ghostBatchSize?: number;
}

/**
 * Checks the options of a network and completes them.
 *
 * @returns The network's description, and its starting weights.
 * @throws RangeError naming the option, what it must be and what it is.
 */
export function describeNetwork({
  initialWeights,
  layerSizes,
  seed = 1,
  standardDeviation = 0.05,
  activation = 'relu',
  batchNorm = true,
  placement = 'before-activation',
  momentum = 0.99,
  epsilon = 1e-3,
  optimizer = 'sgd',
  ghostBatchSize,
}: NetworkOptions): { description: NetworkDescription; weights: readonly Matrix[] } {
  if ((initialWeights === undefined) === (layerSizes === undefined)) {
    throw new RangeError('NeuralNet: give either initialWeights or layerSizes, and not both');
  }
  if (!activationNames.includes(activation)) {
    throw new RangeError(
      `NeuralNet: activation must be one of ${activationNames.join(', ')}, got ${activation}`,
    );
  }
  if (placement !== 'before-activation' && placement !== 'after-activation') {
    throw new RangeError(
      `NeuralNet: placement must be before-activation or after-activation, got ${String(placement)}`,
    );
  }
  if (!(momentum >= 0 && momentum <= 1)) {
    throw new RangeError(`NeuralNet: momentum must be between 0 and 1, got ${momentum}`);
  }
  if (!(epsilon > 0 && Number.isFinite(epsilon))) {
    throw new RangeError(`NeuralNet: epsilon must be a positive number, got ${epsilon}`);
  }
  if (ghostBatchSize !== undefined && !(Number.isInteger(ghostBatchSize) && ghostBatchSize > 0)) {
    throw new RangeError(`NeuralNet: ghostBatchSize must be a positive integer, got ${ghostBatchSize}`);
  }
  const weights = initialWeights ?? normalWeights(layerSizes!, { seed, standardDeviation });
  const description: NetworkDescription = {
    layerSizes: sizesOf(weights),
    activation,
    batchNorm: completeBatchNorm(batchNorm, weights.length - 1),
    placement,
    momentum,
    epsilon,
    optimizer: completeOptimizer(optimizer),
    ...(ghostBatchSize === undefined ? {} : { ghostBatchSize }),
  };
  return { description, weights };
}

/** One word where all hidden layers agree. */
function completeBatchNorm(
  batchNorm: boolean | readonly boolean[],
  hiddenLayers: number,
): boolean | readonly boolean[] {
  if (typeof batchNorm === 'boolean') return batchNorm;
  if (batchNorm.length !== hiddenLayers) {
    throw new RangeError(
      `NeuralNet: batchNorm must be true, false, or say so for each of the ${hiddenLayers} hidden layers, ` +
        `got ${batchNorm.length} values`,
    );
  }
  if (batchNorm.every((normalized) => normalized === batchNorm[0])) return batchNorm[0] ?? false;
  return [...batchNorm];
}

/** The layer sizes that a chain of weight matrices implies. */
function sizesOf(weights: readonly Matrix[]): number[] {
  const [first] = weights;
  if (!first) throw new RangeError('NeuralNet: initialWeights must hold at least one matrix, got none');
  const sizes = [first.rows];
  weights.forEach((matrix, index) => {
    checkMatrix(matrix, `NeuralNet: initialWeights[${index}]`);
    const units = sizes[sizes.length - 1]!;
    if (matrix.rows !== units) {
      throw new RangeError(
        `NeuralNet: initialWeights[${index}] must have ${units} rows, one for each unit before it, got ${matrix.rows}`,
      );
    }
    sizes.push(matrix.columns);
  });
  return sizes;
}
