import * as tf from '@tensorflow/tfjs';
import { checkAxis, checkEpsilon, checkOptions, checkPerChannel, checkTensor } from './arguments';
import { alongAxis, channelView } from './channel-view';
import { hasFusedKernels, runFusedInference } from './fused-kernels';
import { recordingTapes } from './tape';

export interface BatchNormInferenceOptions {
  /** The population's mean, [channels]. */
  mean: tf.Tensor;
  /** The population's variance, [channels]. */
  variance: tf.Tensor;
  /** Scale, [channels]. Default: no scale, as if all ones. */
  gamma?: tf.Tensor | undefined;
  /** Shift, [channels]. Default: no shift, as if all zeros. */
  beta?: tf.Tensor | undefined;
  /** Channel axis, an integer in [-rank, rank). Default -1. */
  axis?: number | undefined;
  /** Added to the variance before the root; finite, above 0. Default 1e-3. */
  epsilon?: number | undefined;
}

/**
 * output = x * scale + shift, where scale = gamma / sqrt(variance + epsilon) and shift = beta - mean * scale: batch
 * normalization as it predicts, with the population's statistics instead of the batch's.
 *
 * The statistics are constants of the network by then, so the whole layer is one multiplication and one addition a
 * value, and each example is treated as if it were alone. Differentiable in every tensor.
 *
 * @param x Tensor of rank 2 to 6, float32.
 * @returns A tensor in the shape of x, to be disposed of by the caller.
 * @throws ArgumentError if an argument is not as described, or an option's name is not known.
 */
export function batchNormInference(x: tf.Tensor, options: BatchNormInferenceOptions): tf.Tensor {
  checkTensor('batchNormInference', 'x', x, { minRank: 2 });
  checkOptions('batchNormInference', options, ['mean', 'variance', 'gamma', 'beta', 'axis', 'epsilon']);
  const { mean, variance, gamma, beta, axis = -1, epsilon = 1e-3 } = options;
  checkAxis('batchNormInference', axis, x.rank);
  checkEpsilon('batchNormInference', epsilon);
  const view = channelView(x.shape, axis);
  checkPerChannel('batchNormInference', 'mean', mean, view.channels);
  checkPerChannel('batchNormInference', 'variance', variance, view.channels);
  if (gamma) checkPerChannel('batchNormInference', 'gamma', gamma, view.channels);
  if (beta) checkPerChannel('batchNormInference', 'beta', beta, view.channels);

  return tf.tidy(() => {
    const inverseDeviation = variance.add(epsilon).rsqrt();
    const scale = gamma ? inverseDeviation.mul(gamma) : inverseDeviation;
    const shift = beta ? beta.sub(mean.mul(scale)) : mean.mul(scale).neg();
    // While a tape records, operations: it can leave out the gradients that nobody asked for.
    if (x.size > 0 && recordingTapes() === 0 && hasFusedKernels('inference')) {
      return runFusedInference({ x, scale, shift }, view);
    }
    return x.mul(alongAxis(scale, x.rank, axis)).add(alongAxis(shift, x.rank, axis));
  });
}
