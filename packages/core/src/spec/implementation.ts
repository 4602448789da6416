import type { Batch, Channels } from '../plain-values';

export type { Batch, Channels } from '../plain-values';

/** A tensor in plain numbers: its values in row-major order. */
export interface PlainTensor {
  readonly shape: readonly number[];
  readonly values: readonly number[];
}

/** The moments of `count` values a channel; the variance is biased. */
export interface PlainMoments {
  readonly mean: Channels;
  readonly variance: Channels;
  readonly count: number;
}

type Eventually<T> = T | Promise<T>;

/**
 * Batch normalization in plain numbers, as the laws ask for it. Each function may answer at once or with a promise. Only
 * `training` and `inference` are needed; laws about a part that is not there are skipped.
 */
export interface BatchNormImplementation {
  /** Normalizes with the batch's own statistics, and reports them: the mean and the biased variance. */
  training: (
    x: Batch,
    gamma: Channels | undefined,
    beta: Channels | undefined,
    epsilon: number,
  ) => Eventually<{ y: Batch; mean: Channels; variance: Channels }>;

  /** Normalizes with the population's statistics. */
  inference: (
    x: Batch,
    mean: Channels,
    variance: Channels,
    gamma: Channels | undefined,
    beta: Channels | undefined,
    epsilon: number,
  ) => Eventually<Batch>;

  /** The gradient of L through `training`, given dy = dL/dy. dgamma and dbeta may be left out with gamma and beta. */
  gradient?: (
    x: Batch,
    gamma: Channels | undefined,
    beta: Channels | undefined,
    epsilon: number,
    dy: Batch,
  ) => Eventually<{ dx: Batch; dgamma?: Channels | undefined; dbeta?: Channels | undefined }>;

  /** Whether gamma and beta may be `undefined`, for ones and zeros. Otherwise they never are. */
  optionalGammaAndBeta?: boolean;

  /** Whether outputs and gradients are made from differences that do not pass through a mean rounded to float32. */
  exactCentering?: boolean;

  /** The average after one more value, `momentum` being the share of the old one that is kept. */
  movingAverage?: (average: Channels, value: Channels, momentum: number) => Eventually<Channels>;

  /** The moments of the union of two sets of values. */
  mergeMoments?: (a: PlainMoments, b: PlainMoments) => Eventually<PlainMoments>;

  /** The kernel[input][channel] and bias of a dense layer that does what dense and inference do together. */
  fold?: (
    kernel: Batch,
    bias: Channels,
    mean: Channels,
    variance: Channels,
    gamma: Channels,
    beta: Channels,
    epsilon: number,
  ) => Eventually<{ kernel: Batch; bias: Channels }>;

  /** `training` on a tensor of any rank from 2 to 6 whose channels are along `axis`; negative axes count from the end. */
  trainingOnAxis?: (
    x: PlainTensor,
    axis: number,
    gamma: Channels,
    beta: Channels,
    epsilon: number,
  ) => Eventually<{ y: PlainTensor; mean: Channels; variance: Channels }>;
}

/** The parts of an implementation that it may lack. */
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
