import { activationNames, type Activation } from './activation';
import { checkMatrix, type Matrix } from './matrix';
import { normalWeights } from './initial-weights';

/** Where a hidden layer normalizes: its linear output, or what its activation makes of that. */
export type BatchNormPlacement = 'before-activation' | 'after-activation';

/** What defines a fully connected network, apart from the values of its weights. */
export interface NetworkDescription {
  /** Units a layer: inputs, hidden layers, classes. */
  readonly layerSizes: readonly number[];
  /** The activation of every hidden layer. The output layer has none: its outputs are logits. */
  readonly activation: Activation;
  /** Whether the hidden layers are batch-normalized. The output layer never is. */
  readonly batchNorm: boolean;
  readonly placement: BatchNormPlacement;
  /** Share of the old value that the population averages keep at each step, in [0, 1]. */
  readonly momentum: number;
  /** Added to the variance under the root; positive. */
  readonly epsilon: number;
}

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
  /** Default true. */
  batchNorm?: boolean;
  /** Default `'before-activation'`, as in the paper and the lesson. */
  placement?: BatchNormPlacement;
  /** Default 0.99. */
  momentum?: number;
  /** Default 1e-3. */
  epsilon?: number;
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
  const weights = initialWeights ?? normalWeights(layerSizes!, { seed, standardDeviation });
  return {
    description: { layerSizes: sizesOf(weights), activation, batchNorm, placement, momentum, epsilon },
    weights,
  };
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
