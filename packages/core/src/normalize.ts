import * as tf from '@tensorflow/tfjs-core';
import { checkPerChannel } from './arguments';
import { batchNormArguments } from './batch-norm-arguments';
import { alongAxis } from './channel-view';

/** What {@link normalize} takes beside its tensor. */
export interface NormalizeOptions {
  /** [channels] */
  mean: tf.Tensor;
  /** [channels] */
  variance: tf.Tensor;
  /** Channel axis, an integer in [-rank, rank). Default -1. */
  axis?: number | undefined;
  /** Added to the variance before the root, so that a constant channel is not divided by 0. Default 1e-3. */
  epsilon?: number | undefined;
}

/**
 * xHat = (x - mean) / sqrt(variance + epsilon): the first of the two equations of batch normalization, operation by
 * operation. With the mean and variance of {@link batchMoments} it trains, with those of the population it predicts,
 * and `scaleShift` of the result is the whole layer. To differentiate it is to differentiate each operation, which is
 * what {@link batchNormTraining} spares.
 *
 * @param x Tensor of rank 2 to 6, float32.
 * @returns A tensor in the shape of x, to be disposed of by the caller. Differentiable in every tensor.
 * @throws ArgumentError if an argument is not as described, or an option's name is not known.
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
