import type * as tf from '@tensorflow/tfjs-core';
import { ArgumentError } from '@bnlab/arguments';
import {
  batchNormTraining,
  type BatchNormOptions,
  batchRenormLimits,
  type BatchRenormSchedule,
  batchRenormTraining,
  ghostBatchNormTraining,
  type ReduceMoments,
  synchronizedBatchNormTraining,
  weightedBatchNormTraining,
} from '@bnlab/core';
import { readsAtOnce } from './synchronous-reads';

/** The moments of a batch, or of each of its ghost batches. */
export interface BatchStatistics {
  /** [channels], or [ghosts, channels] */
  mean: tf.Tensor;
  /** Biased; in the shape of `mean`. */
  variance: tf.Tensor;
  /** How many values per channel each row is of: of masked input on the device, where reading would hold it up. */
  counts: readonly (number | tf.Scalar)[];
}

/** A batch normalized with its own statistics. */
export interface NormalizedBatch extends BatchStatistics {
  output: tf.Tensor;
}

/** Which statistics of a batch it is normalized with, and what they need. At most one may be given. */
export interface StatisticsOptions {
  /** 1 where a position counts and 0 where it does not, in the shape of the beginning of x. */
  weights?: tf.Tensor | undefined;
  /** Examples a ghost batch. */
  ghostBatchSize?: number | undefined;
  reduceMoments?: ReduceMoments | undefined;
  renorm?:
    | {
        schedule: BatchRenormSchedule;
        step: number;
        populationMean: tf.Tensor;
        populationVariance: tf.Tensor;
      }
    | undefined;
}

/** How many values of each channel the smallest (ghost) batch has that a mask has not been applied to. */
export function smallestCount(x: tf.Tensor, channels: number, ghostBatchSize: number | undefined): number {
  return Math.min(...valueCounts(x, channels, ghostBatchSize));
}

/**
 * Normalizes a batch in training, with gradients to x, gamma and beta.
 *
 * @throws ArgumentError if there are weights and one of the others.
 */
export function normalizeBatch(
  x: tf.Tensor,
  channels: number,
  options: BatchNormOptions,
  { weights, ghostBatchSize, reduceMoments, renorm }: StatisticsOptions,
): NormalizedBatch {
  const counts = valueCounts(x, channels, ghostBatchSize);
  if (weights) {
    if (ghostBatchSize !== undefined || reduceMoments || renorm) {
      const others = 'renorm, ghostBatchSize and reduceMoments';
      throw new ArgumentError('batchNormalization', `${others} must not be used on masked input`);
    }
    const { count, ...result } = weightedBatchNormTraining(x, { ...options, weights });
    return { ...result, counts: [readsAtOnce() ? count.dataSync()[0]! : count] };
  }
  if (ghostBatchSize !== undefined)
    return { ...ghostBatchNormTraining(x, { ...options, ghostBatchSize }), counts };
  if (reduceMoments) {
    const { count, ...result } = synchronizedBatchNormTraining(x, { ...options, reduceMoments });
    return { ...result, counts: [count] };
  }
  if (renorm) {
    const { schedule, step, ...population } = renorm;
    const limits = batchRenormLimits(step, schedule);
    return { ...batchRenormTraining(x, { ...options, ...population, ...limits }), counts };
  }
  return { ...batchNormTraining(x, options), counts };
}

/** Values a channel of the batch, or of each of its ghost batches. */
function valueCounts(x: tf.Tensor, channels: number, ghostBatchSize: number | undefined): number[] {
  const examples = x.shape[0];
  const perExample = examples === 0 || channels === 0 ? 0 : x.size / channels / examples;
  if (ghostBatchSize === undefined || examples === 0) return [examples * perExample];
  const ghosts = Math.ceil(examples / ghostBatchSize);
  return Array.from({ length: ghosts }, (_, ghost) => {
    return Math.min(ghostBatchSize, examples - ghost * ghostBatchSize) * perExample;
  });
}
