import * as tf from '@tensorflow/tfjs-core';
import { batchNormArguments, type BatchNormOptions, commonOptions } from './batch-norm-arguments';
import { fromColumns, toColumns } from './channel-view';
import { columnMeans } from './column-means';
import { differentiable } from './differentiable';
import { add, mul, rsqrt, sub } from './operations';
import { recordingTapes } from './tape';
import { startingOver, type TrainingKernel } from './training-kernel';
import { centerWeightedColumns, checkWeights, totalWeight, weightColumn } from './weighted-moments';

export interface WeightedBatchNormOptions extends BatchNormOptions {
  /**
   * Weight of each position in the statistics, finite, 0 or more; ones and zeros make a mask. The shape is that of x
   * without the channel axis, or a leading part of it: [batch] weights examples, [batch, time] weights time steps.
   */
  weights: tf.Tensor;
}

/**
 * Batch normalization in training with weighted statistics: output = gamma * (x - mean) / sqrt(variance + epsilon) + beta,
 * with the weighted mean and variance of the batch. Padding and other positions of weight 0 do not affect the statistics,
 * but are normalized like the others.
 *
 * With g = dL/doutput, weights w, their sum W, and sums over all positions:
 *
 *     dbeta  = sum(g)
 *     dgamma = sum(g * xHat)
 *     dx     = gamma / sqrt(variance + epsilon) * (g - w / W * (dbeta + xHat * dgamma))
 *
 * This is the gradient of {@link batchNormTraining} with w / W in place of 1 / m. No gradient flows to the weights.
 *
 * @param x Tensor of rank 2 to 6, float32. Masked positions must be finite and should receive no gradient.
 * @returns Output, mean, variance, and W as a scalar, to be disposed of by the caller.
 * @throws ArgumentError if an argument is invalid or an option is unknown.
 */
export function weightedBatchNormTraining(
  x: tf.Tensor,
  options: WeightedBatchNormOptions,
): { output: tf.Tensor; mean: tf.Tensor1D; variance: tf.Tensor1D; count: tf.Scalar } {
  const name = 'weightedBatchNormTraining';
  const { gamma, beta, axis, epsilon, view } = batchNormArguments(name, x, options, [
    'weights',
    ...commonOptions,
  ]);
  const { weights } = options;
  checkWeights(name, weights, x, axis);
  return tf.tidy(() => {
    const column = weightColumn(weights, x, axis);
    const kernel = recordingTapes() > 1 ? startingOver(weighted, epsilon) : weighted;
    const result = differentiable(kernel, { x, gamma, beta, weights: column }, view, epsilon);
    return { ...result, count: totalWeight(weights, x, axis) };
  });
}

const weighted: TrainingKernel = {
  forward({ x, gamma, beta, weights }, view, epsilon) {
    const { centered, mean, variance, shares } = centerWeightedColumns(toColumns(x, view), weights!);
    const s = rsqrt(add(variance, tf.scalar(epsilon)));
    const scale = gamma ? mul(s, gamma) : s;
    const scaled = mul(centered, scale);
    const output = fromColumns(beta ? add(scaled, beta) : scaled, view, x.shape);
    return { output, mean, variance, saved: [centered, s, scale, shares] };
  },

  backward(dy, saved, view) {
    const [centered, s, scale, shares] = saved as [tf.Tensor2D, tf.Tensor1D, tf.Tensor1D, tf.Tensor2D];
    const g = toColumns(dy, view);
    const count = tf.scalar(g.shape[0]);
    const dbeta = mul(columnMeans(g), count);
    const dgamma = mul(mul(columnMeans(mul(g, centered)), count), s);
    const throughStatistics = mul(add(mul(centered, mul(dgamma, s)), dbeta), shares);
    const dx = mul(sub(g, throughStatistics), scale);
    return { dx: fromColumns(dx, view, dy.shape), dgamma, dbeta };
  },
};
