import { ArgumentError, checkChoice, checkNumber, checkOptions, show } from '@bnlab/arguments';
import { activationNames, type Activation } from './activation';
import { drawWeights } from './initial-weights';
import { checkMatrix, type Matrix } from './matrix';
import { completeOptimizer, type Optimizer, type OptimizerOptions } from './optimizer';

/** Where a hidden layer normalizes: its linear output, or what its activation makes of that. */
export type BatchNormPlacement = 'before-activation' | 'after-activation';

/** The description of a fully connected network, without the values of its weights. */
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

/** The description of a network: its starting weights or how to draw them, its layers, its optimizer. */
export interface NetworkOptions {
  /** Starting weights, a matrix between each two neighbouring layers; their shapes define the network. */
  initialWeights?: readonly Matrix[];
  /** Instead of starting weights: units per layer, inputs first. Then `seed` and `standardDeviation` draw the weights. */
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

/** The names of the options of a network. */
export const networkOptionNames = [
  'initialWeights',
  'layerSizes',
  'seed',
  'standardDeviation',
  'activation',
  'batchNorm',
  'placement',
  'momentum',
  'epsilon',
  'optimizer',
  'ghostBatchSize',
] as const satisfies readonly (keyof NetworkOptions)[];

const placements = ['before-activation', 'after-activation'] as const satisfies BatchNormPlacement[];

/**
 * Checks the options of a network and fills in the defaults.
 *
 * @param functionName - The function that was called, for errors.
 * @returns The network's description, and its starting weights.
 * @throws ArgumentError if an option is unknown or out of range.
 */
export function describeNetwork(
  functionName: string,
  options: NetworkOptions,
): { description: NetworkDescription; weights: readonly Matrix[] } {
  checkOptions(functionName, options, networkOptionNames);
  const {
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
  } = options;
  if ((initialWeights === undefined) === (layerSizes === undefined)) {
    throw new ArgumentError(functionName, 'give either initialWeights or layerSizes, and not both');
  }
  checkChoice(functionName, 'activation', activation, activationNames);
  checkChoice(functionName, 'placement', placement, placements);
  checkNumber(functionName, 'momentum', momentum, { min: 0, max: 1 });
  checkNumber(functionName, 'epsilon', epsilon, { above: 0 });
  if (ghostBatchSize !== undefined) {
    checkNumber(functionName, 'ghostBatchSize', ghostBatchSize, { min: 1, integer: true });
  }
  const weights = initialWeights ?? drawWeights(functionName, layerSizes!, { seed, standardDeviation });
  const description: NetworkDescription = {
    layerSizes: sizesOf(functionName, weights),
    activation,
    batchNorm: completeBatchNorm(functionName, batchNorm, weights.length - 1),
    placement,
    momentum,
    epsilon,
    optimizer: completeOptimizer(functionName, optimizer),
    ...(ghostBatchSize === undefined ? {} : { ghostBatchSize }),
  };
  return { description, weights };
}

/** One word where all hidden layers agree. */
function completeBatchNorm(
  functionName: string,
  batchNorm: boolean | readonly boolean[],
  hiddenLayers: number,
): boolean | readonly boolean[] {
  if (typeof batchNorm === 'boolean') return batchNorm;
  const isListOfBooleans = Array.isArray(batchNorm) && batchNorm.every((each) => typeof each === 'boolean');
  if (!isListOfBooleans || batchNorm.length !== hiddenLayers) {
    const got = isListOfBooleans ? `${batchNorm.length} of them` : show(batchNorm);
    throw new ArgumentError(
      functionName,
      `batchNorm must be true, false, or an array of ${hiddenLayers} booleans, one per hidden layer, got ${got}`,
    );
  }
  if (batchNorm.every((normalized) => normalized === batchNorm[0])) return batchNorm[0] ?? false;
  return [...batchNorm];
}

/** The layer sizes that a chain of weight matrices implies. */
function sizesOf(functionName: string, weights: readonly Matrix[]): number[] {
  if (!isArray(weights) || weights.length === 0) {
    throw new ArgumentError(
      functionName,
      `initialWeights must be an array of at least one matrix, got ${show(weights)}`,
    );
  }
  weights.forEach((matrix, index) => checkMatrix(functionName, `initialWeights[${index}]`, matrix));
  const [first] = weights as [Matrix];
  const sizes = [first.rows];
  weights.forEach((matrix, index) => {
    const units = sizes[sizes.length - 1]!;
    if (matrix.rows !== units) {
      throw new ArgumentError(
        functionName,
        `initialWeights[${index}] must have ${units} rows, one per unit of the layer before, got ${matrix.rows}`,
      );
    }
    sizes.push(matrix.columns);
  });
  return sizes;
}

/** As `Array.isArray`, whose type forgets what the array holds. */
function isArray(value: readonly Matrix[]): boolean {
  return Array.isArray(value);
}
