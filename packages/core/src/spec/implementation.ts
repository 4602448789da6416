import type { Batch, Channels } from '../plain-values';

export type { Batch, Channels } from '../plain-values';

/** A tensor as plain numbers, in row-major order. */
export interface PlainTensor {
  readonly shape: readonly number[];
  readonly values: readonly number[];
}

/** The moments of `count` values per channel, as plain numbers. The variance is biased. */
export interface PlainMoments {
  readonly mean: Channels;
  readonly variance: Channels;
  readonly count: number;
}

type Eventually<T> = T | Promise<T>;

/**
 * Batch normalization on plain numbers, the form in which the laws check it. Each function returns its result or a
 * promise of it. Only `training` and `inference` are required; laws that need a missing part are skipped.
 */
export interface BatchNormImplementation {
  /** Normalizes with the batch statistics and returns them: the mean and the biased variance. */
  training: (
    x: Batch,
    gamma: Channels | undefined,
    beta: Channels | undefined,
    epsilon: number,
  ) => Eventually<{ y: Batch; mean: Channels; variance: Channels }>;

  /** Normalizes with population statistics. */
  inference: (
    x: Batch,
    mean: Channels,
    variance: Channels,
    gamma: Channels | undefined,
    beta: Channels | undefined,
    epsilon: number,
  ) => Eventually<Batch>;

  /** The gradient of a loss L through `training`, given dy = dL/dy. Without gamma or beta, dgamma or dbeta is optional. */
  gradient?: (
    x: Batch,
    gamma: Channels | undefined,
    beta: Channels | undefined,
    epsilon: number,
    dy: Batch,
  ) => Eventually<{ dx: Batch; dgamma?: Channels | undefined; dbeta?: Channels | undefined }>;

  /** Whether gamma and beta may be `undefined`, meaning ones and zeros. Default: they are always given. */
  optionalGammaAndBeta?: boolean;

  /** Whether outputs and gradients are exact even where float32 cannot represent the mean exactly. */
  exactCentering?: boolean;

  /** The moving average after one more value. `momentum` is the share of the old average that is kept. */
  movingAverage?: (average: Channels, value: Channels, momentum: number) => Eventually<Channels>;

  /** The moments of the union of two sets of values. */
  mergeMoments?: (a: PlainMoments, b: PlainMoments) => Eventually<PlainMoments>;

  /** The kernel[input][channel] and bias of the dense layer that equals a dense layer followed by `inference`. */
  fold?: (
    kernel: Batch,
    bias: Channels,
    mean: Channels,
    variance: Channels,
    gamma: Channels,
    beta: Channels,
    epsilon: number,
  ) => Eventually<{ kernel: Batch; bias: Channels }>;

  /** `training` on a tensor of rank 2 to 6 with channel axis `axis`; negative values count from the end. */
  trainingOnAxis?: (
    x: PlainTensor,
    axis: number,
    gamma: Channels,
    beta: Channels,
    epsilon: number,
  ) => Eventually<{ y: PlainTensor; mean: Channels; variance: Channels }>;
}

/** The optional parts of an implementation. */
export type OptionalPart = Exclude<keyof BatchNormImplementation, 'training' | 'inference'>;

/** The implementation with its functions bound to it, so that they may be called by themselves, and nothing else. */
export function boundParts(implementation: BatchNormImplementation): BatchNormImplementation {
  const parts = PARTS.map((part) => [part, implementation[part]] as const)
    .filter(([, value]) => value !== undefined && value !== false)
    .map(
      ([part, value]) => [part, typeof value === 'function' ? value.bind(implementation) : value] as const,
    );
  return Object.fromEntries(parts) as unknown as BatchNormImplementation;
}

/** The names of all parts. */
export const PARTS = [
  'training',
  'inference',
  'gradient',
  'optionalGammaAndBeta',
  'exactCentering',
  'movingAverage',
  'mergeMoments',
  'fold',
  'trainingOnAxis',
] as const satisfies readonly (keyof BatchNormImplementation)[];
