/** The activations that the kernels know; each one's place is its code in assembly/step/activation.ts. */
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

/** An activation that the kernels have. */
export type CompiledActivation = (typeof compiledActivations)[number];

/** How a step changes the parameters: formulas in assembly/step/optimizer.ts. */
export type CompiledOptimizer =
  | { readonly kind: 'sgd'; readonly momentum: number }
  | { readonly kind: 'adam'; readonly beta1: number; readonly beta2: number; readonly epsilon: number };

/** What defines a fully connected network that {@link CompiledNetwork} runs, apart from its values. */
export interface NetworkShape {
  /** Units a layer: inputs, hidden layers, classes (256 at most). */
  readonly layerSizes: readonly number[];
  readonly activation: CompiledActivation;
  /** Which hidden layers are batch-normalized: all or none, or one by one. */
  readonly batchNorm: boolean | readonly boolean[];
  readonly placement: 'before-activation' | 'after-activation';
  /** Share of the old value that population averages keep, in [0, 1]. */
  readonly momentum: number;
  /** Added to the variance under the root; positive. */
  readonly epsilon: number;
  readonly optimizer: CompiledOptimizer;
  /** Examples whose statistics batch norm takes together in training; absent: the whole batch. */
  readonly ghostBatchSize?: number;
}

/** How often each parameter is kept: momentum keeps one more value a parameter, Adam two. */
export function slotCount({ optimizer }: NetworkShape): number {
  if (optimizer.kind === 'adam') return 2;
  return optimizer.momentum > 0 ? 1 : 0;
}

/** Whether layer `index` (0 is the first hidden layer) is batch-normalized. The output layer never is. */
export function isLayerNormalized({ batchNorm, layerSizes }: NetworkShape, index: number): boolean {
  if (index >= layerSizes.length - 2) return false;
  return typeof batchNorm === 'boolean' ? batchNorm : batchNorm[index]!;
}

/** @throws RangeError naming the property, what it must be and what it is. */
export function checkNetworkShape(shape: NetworkShape): void {
  const { layerSizes, activation, batchNorm, placement, momentum, epsilon, optimizer, ghostBatchSize } =
    shape;
  const refuse = (property: string, must: string, got: unknown): never => {
    throw new RangeError(`CompiledNetwork: ${property} must ${must}, got ${String(got)}`);
  };
  const isCount = (value: number) => Number.isInteger(value) && value > 0;
  if (layerSizes.length < 2 || !layerSizes.every(isCount)) {
    refuse('layerSizes', 'be two or more positive integers, inputs first', `[${layerSizes.join(', ')}]`);
  }
  if (layerSizes.at(-1)! > 256) refuse('layerSizes', 'end with 256 classes at most', layerSizes.at(-1));
  if (!compiledActivations.includes(activation)) {
    refuse('activation', `be one of ${compiledActivations.join(', ')}`, activation);
  }
  if (typeof batchNorm !== 'boolean' && batchNorm.length !== layerSizes.length - 2) {
    refuse(
      'batchNorm',
      `say yes or no for each of ${layerSizes.length - 2} hidden layers`,
      `[${batchNorm.join(', ')}]`,
    );
  }
  if (placement !== 'before-activation' && placement !== 'after-activation') {
    refuse('placement', 'be before-activation or after-activation', placement);
  }
  if (!(momentum >= 0 && momentum <= 1)) refuse('momentum', 'be between 0 and 1', momentum);
  if (!isPositive(epsilon)) refuse('epsilon', 'be a positive number of float32', epsilon);
  if (ghostBatchSize !== undefined && !isCount(ghostBatchSize)) {
    refuse('ghostBatchSize', 'be a positive integer', ghostBatchSize);
  }
  checkOptimizer(optimizer, refuse);
}

function checkOptimizer(
  optimizer: CompiledOptimizer,
  refuse: (property: string, must: string, got: unknown) => never,
): void {
  const checkDecay = (name: string, value: number) => {
    if (!(value >= 0 && value < 1)) refuse(`optimizer.${name}`, 'be at least 0 and below 1', value);
  };
  if (optimizer.kind === 'sgd') return checkDecay('momentum', optimizer.momentum);
  if (optimizer.kind !== 'adam') {
    return refuse('optimizer.kind', 'be sgd or adam', (optimizer as { kind: unknown }).kind);
  }
  checkDecay('beta1', optimizer.beta1);
  checkDecay('beta2', optimizer.beta2);
  if (!isPositive(optimizer.epsilon)) {
    refuse('optimizer.epsilon', 'be a positive number of float32', optimizer.epsilon);
  }
}

/** Also in float32, in which the kernels work: 1e-50 would be 0, and a constant unit 0 / 0. */
function isPositive(value: number): boolean {
  return Math.fround(value) > 0 && Number.isFinite(Math.fround(value));
}
