import * as tf from '@tensorflow/tfjs-core';
import { ArgumentError, checkFunction } from '@bnlab/arguments';
import { checkMoments, checkShape } from './arguments';
import { batchNormArguments, type BatchNormOptions, commonOptions } from './batch-norm-arguments';
import type { Moments } from './moments';
import { centerColumns } from './center-columns';
import { fromColumns, toColumns } from './channel-view';
import { columnMeans } from './column-means';
import { differentiable } from './differentiable';
import { add, mul, rsqrt, sub } from './operations';
import { recordingTapes } from './tape';
import type { TrainingKernel } from './training-kernel';

/**
 * All-reduces moments over the replicas: receives the moments of this replica and returns those of the union, the same on
 * every replica (gather, then `mergeMoments`). It is called once in the forward pass, with [channels] values, and once in
 * the backward pass, with [2 * channels] values of which only the mean is used. All replicas make the same calls in the
 * same order. Do not dispose of the argument; the result is disposed of by the surrounding `tf.tidy`.
 */
export type ReduceMoments = (local: Moments) => Moments;

export interface SynchronizedBatchNormOptions extends BatchNormOptions {
  /** All-reduces moments over the replicas. */
  reduceMoments: ReduceMoments;
}

/**
 * Synchronized batch normalization in training: output = gamma * (x - mean) / sqrt(variance + epsilon) + beta, with the
 * mean and variance of the batches of all replicas together. Each replica calls this function with its own batch.
 *
 * With g = dL/doutput, where L is the sum of the losses of all replicas, and means over all batches:
 *
 *     dx     = gamma / sqrt(variance + epsilon) * (g - mean(g) - xHat * mean(g * xHat))
 *     dgamma = sum(g * xHat),   dbeta = sum(g)    over the batch of this replica; sum them like any other gradient
 *
 * The gradient cannot be differentiated again.
 *
 * @param x Tensor of rank 2 to 6, float32: the batch of this replica.
 * @returns Output, mean and variance over all replicas, to be disposed of by the caller, and the total count.
 * @throws ArgumentError if an argument is invalid, an option is unknown, or a second derivative is requested.
 */
export function synchronizedBatchNormTraining(
  x: tf.Tensor,
  options: SynchronizedBatchNormOptions,
): { output: tf.Tensor; mean: tf.Tensor1D; variance: tf.Tensor1D; count: number } {
  const name = 'synchronizedBatchNormTraining';
  const { gamma, beta, epsilon, view } = batchNormArguments(name, x, options, [
    'reduceMoments',
    ...commonOptions,
  ]);
  const { reduceMoments } = options;
  checkFunction(name, 'reduceMoments', reduceMoments, 'of moments');
  if (recordingTapes() > 1) throw new ArgumentError(name, 'its gradient cannot be differentiated again');
  return tf.tidy(() => {
    const kernel = synchronizedKernel(reduceMoments);
    const result = differentiable(kernel, { x, gamma, beta }, view, epsilon);
    return { ...result, count: kernel.count() };
  });
}

function synchronizedKernel(reduceMoments: ReduceMoments): TrainingKernel & { count(): number } {
  let unionCount = 0;
  const reduce = (mean: tf.Tensor1D, variance: tf.Tensor1D, count: number): Moments => {
    const union = reduceMoments({ mean, variance, count });
    checkMoments('synchronizedBatchNormTraining', 'the result of reduceMoments', union);
    const expected = { shape: mean.shape, of: 'the moments that it was given' };
    checkShape('synchronizedBatchNormTraining', 'mean from reduceMoments', union.mean, expected);
    return union;
  };
  return {
    count: () => unionCount,

    forward({ x, gamma, beta }, view, epsilon) {
      const local = centerColumns(toColumns(x, view));
      const union = reduce(local.mean, local.variance, view.outer * view.inner);
      unionCount = union.count;
      const centered = add(local.centered, sub(local.mean, union.mean));
      const s = rsqrt(add(union.variance, tf.scalar(epsilon)));
      const scale = gamma ? mul(s, gamma) : s;
      const scaled = mul(centered, scale);
      const output = fromColumns(beta ? add(scaled, beta) : scaled, view, x.shape);
      // Clones, since the caller may go on using what reduceMoments returned.
      const [mean, variance] = [union.mean.clone(), union.variance.clone()];
      return { output, mean, variance, saved: [centered, s, scale] };
    },

    backward(dy, saved, view) {
      const [centered, s, scale] = saved as [tf.Tensor2D, tf.Tensor1D, tf.Tensor1D];
      const g = toColumns(dy, view);
      const count = tf.scalar(g.shape[0]);
      const local = [columnMeans(g), mul(columnMeans(mul(g, centered)), s)] as const;
      const both = tf.concat1d([...local]);
      const union = reduce(both, tf.zerosLike(both), g.shape[0]).mean;
      const [meanG, meanGXHat] = tf.split(union, 2) as [tf.Tensor1D, tf.Tensor1D];
      const dx = mul(sub(sub(g, meanG), mul(centered, mul(meanGXHat, s))), scale);
      return {
        dx: fromColumns(dx, view, dy.shape),
        dgamma: mul(local[1], count),
        dbeta: mul(local[0], count),
      };
    },
  };
}
