import { ArgumentError, checkChoice, checkNumber, checkOptions, show } from '@bnlab/arguments';

/** Labels are bytes. */
const MOST_CLASSES = 256;

/** The activations of compiled networks. The place of each is its code in assembly/step/activation.ts. */
export const compiledActivations = [
  'relu',
  'sigmoid',
  'tanh',
  'leakyRelu',
  'elu',
  'gelu',
  'swish',
  'identity',
] as const;

/** The name of one of {@link compiledActivations}. */
export type CompiledActivation = (typeof compiledActivations)[number];

/**
 * How a step updates a parameter w from its gradient g, with learning rate r:
 *
 * - `sgd`: w = w - r g; with `momentum` d above 0: v = d v + g, w = w - r v. `momentum` in [0, 1).
 * - `adam` (Kingma and Ba 2015): w = w - r m' / (sqrt(v') + epsilon), with m' and v' the bias-corrected averages of g and
 *   of g^2 that decay by `beta1` and `beta2`, both in [0, 1); `epsilon` is positive.
 */
export type CompiledOptimizer =
  | { readonly kind: 'sgd'; readonly momentum: number }
  | { readonly kind: 'adam'; readonly beta1: number; readonly beta2: number; readonly epsilon: number };

/** The layers and settings of a fully connected {@link CompiledNetwork}: everything but its parameters. */
export interface NetworkShape {
  /** The number of inputs, then the units of each hidden layer, then the number of classes: 256 at most. */
  readonly layerSizes: readonly number[];
  /** The activation of the hidden layers. */
  readonly activation: CompiledActivation;
  /** Whether the hidden layers are batch-normalized: one answer for all, or one per hidden layer. */
  readonly batchNorm: boolean | readonly boolean[];
  /** Whether batch norm stands before or after the activation. */
  readonly placement: 'before-activation' | 'after-activation';
  /** The share of the old value that the population averages keep per step, in [0, 1]. */
  readonly momentum: number;
  /** Added to the variance under the root. Positive. */
  readonly epsilon: number;
  /** How a step updates the parameters. */
  readonly optimizer: CompiledOptimizer;
  /** The number of examples that share batch statistics in training. Default: the whole batch. */
  readonly ghostBatchSize?: number;
}

const shapeProperties = [
  'layerSizes',
  'activation',
  'batchNorm',
  'placement',
  'momentum',
  'epsilon',
  'optimizer',
  'ghostBatchSize',
] as const satisfies readonly (keyof NetworkShape)[];

/** The number of values that the optimizer keeps per parameter: one for momentum, two for Adam. */
export function slotCount({ optimizer }: NetworkShape): number {
  if (optimizer.kind === 'adam') return 2;
  return optimizer.momentum > 0 ? 1 : 0;
}

/** Whether layer `index` is batch-normalized, 0 being the first hidden layer. The output layer never is. */
export function isLayerNormalized({ batchNorm, layerSizes }: NetworkShape, index: number): boolean {
  if (index >= layerSizes.length - 2) return false;
  return typeof batchNorm === 'boolean' ? batchNorm : batchNorm[index]!;
}

/** @throws ArgumentError naming the property, the values that it may have, and the value that it has. */
export function checkNetworkShape(caller: string, shape: NetworkShape): void {
  checkOptions(caller, shape, shapeProperties, 'shape');
  const { layerSizes, activation, batchNorm, placement, momentum, epsilon, optimizer, ghostBatchSize } =
    shape;
  checkLayerSizes(caller, layerSizes);
  checkChoice(caller, 'shape.activation', activation, compiledActivations);
  checkBatchNorm(caller, batchNorm, layerSizes.length - 2);
  checkChoice(caller, 'shape.placement', placement, ['before-activation', 'after-activation']);
  checkNumber(caller, 'shape.momentum', momentum, { min: 0, max: 1 });
  checkEpsilon(caller, 'shape.epsilon', epsilon);
  checkOptimizer(caller, optimizer);
  if (ghostBatchSize !== undefined) {
    checkNumber(caller, 'shape.ghostBatchSize', ghostBatchSize, { min: 1, integer: true });
  }
}

function checkLayerSizes(caller: string, layerSizes: readonly number[]): void {
  const isCount = (value: unknown) => Number.isInteger(value) && (value as number) > 0;
  if (!Array.isArray(layerSizes) || layerSizes.length < 2 || !layerSizes.every(isCount)) {
    const must = 'shape.layerSizes must be two or more positive integers, inputs first';
    throw new ArgumentError(caller, `${must}, got ${showList(layerSizes)}`);
  }
  const classes = (layerSizes as readonly number[]).at(-1)!;
  if (classes <= MOST_CLASSES) return;
  throw new ArgumentError(
    caller,
    `shape.layerSizes must end with ${MOST_CLASSES} classes at most, got ${classes}`,
  );
}

function checkBatchNorm(caller: string, batchNorm: boolean | readonly boolean[], hiddenLayers: number): void {
  if (typeof batchNorm === 'boolean') return;
  const isList = Array.isArray(batchNorm) && batchNorm.length === hiddenLayers;
  if (isList && batchNorm.every((each) => typeof each === 'boolean')) return;
  throw new ArgumentError(
    caller,
    `shape.batchNorm must be true or false, or a list of that for ${hiddenLayers} hidden layers, got ${showList(batchNorm)}`,
  );
}

function checkOptimizer(caller: string, optimizer: CompiledOptimizer): void {
  const name = 'shape.optimizer';
  const properties = optimizer?.kind === 'adam' ? ['beta1', 'beta2', 'epsilon'] : ['momentum'];
  checkChoice(caller, `${name}.kind`, optimizer?.kind, ['sgd', 'adam']);
  checkOptions(caller, optimizer, ['kind', ...properties], name);
  const checkDecay = (property: string, value: number) =>
    checkNumber(caller, `${name}.${property}`, value, { min: 0, below: 1 });
  if (optimizer.kind === 'sgd') return checkDecay('momentum', optimizer.momentum);
  checkDecay('beta1', optimizer.beta1);
  checkDecay('beta2', optimizer.beta2);
  checkEpsilon(caller, `${name}.epsilon`, optimizer.epsilon);
}

/** Positive in float32 too, in which the kernels work: 1e-50 would be 0, and a constant unit 0 / 0. */
function checkEpsilon(caller: string, argument: string, value: number): void {
  checkNumber(caller, argument, value, { above: 0 });
  const rounded = Math.fround(value);
  if (rounded > 0 && Number.isFinite(rounded)) return;
  throw new ArgumentError(caller, `${argument} must be a positive number of float32, got ${value}`);
}

function showList(value: unknown): string {
  return Array.isArray(value) ? `[${value.map(show).join(', ')}]` : show(value);
}
