import * as tf from '@tensorflow/tfjs-core';
import { checkPerChannel } from './arguments';
import { batchNormArguments, type BatchNormOptions, commonOptions } from './batch-norm-arguments';
import { centeredAffine } from './centered-affine';

export interface BatchNormInferenceOptions extends BatchNormOptions {
  /** Population mean, [channels]. */
  mean: tf.Tensor;
  /** Population variance, [channels]. */
  variance: tf.Tensor;
}

/**
 * Batch normalization at inference, with the statistics of the population instead of the batch:
 * output = (x - mean) * scale + beta, where scale = gamma / sqrt(variance + epsilon).
 *
 * The statistics are constants, so the output for an example does not depend on the rest of its batch. The mean is
 * subtracted first: x * scale + (beta - mean * scale) would subtract large, nearly equal terms and lose digits where the
 * mean is many standard deviations from 0. Differentiable in every tensor.
 *
 * @param x Tensor of rank 2 to 6, float32.
 * @returns A tensor in the shape of x, to be disposed of by the caller.
 * @throws ArgumentError if an argument is invalid or an option is unknown.
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
    return centeredAffine(x, { center: mean, scale, shift: beta }, { axis, view });
  });
}
