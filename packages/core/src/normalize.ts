import * as tf from '@tensorflow/tfjs-core';
import { checkPerChannel } from './arguments';
import { batchNormArguments } from './batch-norm-arguments';
import { alongAxis } from './channel-view';

/** Options of {@link normalize}. */
export interface NormalizeOptions {
  /** Mean, [channels]. */
  mean: tf.Tensor;
  /** Variance, [channels]. */
  variance: tf.Tensor;
  /** Channel axis, an integer in [-rank, rank). Default -1. */
  axis?: number | undefined;
  /**
   * Added to the variance before the square root, so that a constant channel is not divided by 0; finite, 0 or more.
   * Default 1e-3.
   */
  epsilon?: number | undefined;
}

/**
 * The first of the two equations of batch normalization: xHat = (x - mean) / sqrt(variance + epsilon). Use the mean and
 * variance of {@link batchMoments} in training and those of the population at inference; {@link scaleShift} is the
 * second equation. Each operation is differentiated on its own; {@link batchNormTraining} has the faster closed form.
 *
 * @param x Tensor of rank 2 to 6, float32.
 * @returns A tensor in the shape of x, to be disposed of by the caller. Differentiable in every tensor.
 * @throws ArgumentError if an argument is invalid or an option is unknown.
 */
export function normalize(x: tf.Tensor, options: NormalizeOptions): tf.Tensor {
  const known = ['mean', 'variance', 'axis', 'epsilon'];
  const { axis, epsilon, view } = batchNormArguments('normalize', x, options, known);
  const { mean, variance } = options;
  checkPerChannel('normalize', 'mean', mean, view.channels);
  checkPerChannel('normalize', 'variance', variance, view.channels);
  return tf.tidy(() => {
    const centered = tf.sub(x, alongAxis(mean, x.rank, axis));
    const deviation = tf.sqrt(tf.add(variance, epsilon));
    return tf.div(centered, alongAxis(deviation, x.rank, axis));
  });
}
