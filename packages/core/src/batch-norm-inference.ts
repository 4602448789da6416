import * as tf from '@tensorflow/tfjs-core';
import { checkPerChannel } from './arguments';
import { batchNormArguments, type BatchNormOptions, commonOptions } from './batch-norm-arguments';
import { alongAxis } from './channel-view';
import { hasFusedKernels, runFusedInference } from './fused-kernels';
import { recordingTapes } from './tape';

export interface BatchNormInferenceOptions extends BatchNormOptions {
  /** The population's mean, [channels]. */
  mean: tf.Tensor;
  /** The population's variance, [channels]. */
  variance: tf.Tensor;
}

/**
 * output = x * scale + shift, where scale = gamma / sqrt(variance + epsilon) and shift = beta - mean * scale: batch
 * normalization as it predicts, with the population's statistics instead of the batch's.
 *
 * The statistics are constants of the network by then, so the whole layer is one multiplication and one addition a
 * value, and each example is treated as if it were alone. Differentiable in every tensor. In float32 the output is off
 * by about 1e-7 * |mean| / deviation, since x * scale and shift cancel.
 *
 * @param x Tensor of rank 2 to 6, float32.
 * @returns A tensor in the shape of x, to be disposed of by the caller.
 * @throws ArgumentError if an argument is not as described, or an option's name is not known.
 */
export function batchNormInference(x: tf.Tensor, options: BatchNormInferenceOptions): tf.Tensor {
  const known = ['mean', 'variance', ...commonOptions];
  const { gamma, beta, axis, epsilon, view } = batchNormArguments('batchNormInference', x, options, known);
  const { mean, variance } = options;
  checkPerChannel('batchNormInference', 'mean', mean, view.channels);
  checkPerChannel('batchNormInference', 'variance', variance, view.channels);

  return tf.tidy(() => {
    const inverseDeviation = tf.rsqrt(tf.add(variance, epsilon));
    const scale = gamma ? tf.mul(inverseDeviation, gamma) : inverseDeviation;
    const shift = beta ? tf.sub(beta, tf.mul(mean, scale)) : tf.neg(tf.mul(mean, scale));
    // While a tape records, operations: it can leave out the gradients that nobody asked for.
    if (x.size > 0 && recordingTapes() === 0 && hasFusedKernels('inference')) {
      return runFusedInference({ x, scale, shift }, view);
    }
    return tf.add(tf.mul(x, alongAxis(scale, x.rank, axis)), alongAxis(shift, x.rank, axis));
  });
}
