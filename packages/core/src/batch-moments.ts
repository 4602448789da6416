import * as tf from '@tensorflow/tfjs';
import { checkAxis, checkOptions, checkTensor } from './arguments';
import { channelView, perChannel, toView } from './channel-view';

/** What a batch says about each channel. */
export interface Moments {
  /** [channels] */
  mean: tf.Tensor1D;
  /** [channels], biased: divided by `count`, not by `count - 1`. */
  variance: tf.Tensor1D;
  /** Values a channel was averaged over. */
  count: number;
}

/**
 * mean = sum(x) / m and variance = sum((x - mean)^2) / m for each channel, over the m values of every other axis.
 *
 * Two passes over x, never E[x^2] - E[x]^2, which in float32 has no digits left once the mean is a few thousand
 * deviations. Both passes run on x minus each channel's first value: some backends add in plain float32, and the sum
 * of many numbers near 1e6 is off by far more than their spread.
 *
 * An empty batch (m = 0) has mean 0, variance 0 and count 0.
 *
 * @param x Tensor of rank 2 to 6, float32.
 * @param options.axis Channel axis; negative values count from the end. Default -1.
 * @returns Mean and variance of shape [channels], to be disposed of by the caller. Differentiable.
 * @throws ArgumentError if x is no float32 tensor of rank 2 to 6, or axis is out of range.
 */
export function batchMoments(x: tf.Tensor, options: { axis?: number } = {}): Moments {
  checkTensor('batchMoments', 'x', x, { minRank: 2 });
  checkOptions('batchMoments', options, ['axis']);
  const { axis = -1 } = options;
  checkAxis('batchMoments', axis, x.rank);
  const view = channelView(x.shape, axis);
  const { mean, variance } = tf.tidy(() => {
    const { mean, variance } = centerChannels(toView(x, view));
    return { mean, variance };
  });
  return { mean, variance, count: view.count };
}

/**
 * The parts of the two passes that a caller may go on with.
 *
 * @param x [outer, channels, inner]
 * @returns `centered`, x - mean in the shape of x; `mean` and `variance`, [channels]. Not tidied.
 */
export function centerChannels(x: tf.Tensor3D): {
  centered: tf.Tensor3D;
  mean: tf.Tensor1D;
  variance: tf.Tensor1D;
} {
  const channels = x.shape[1];
  if (x.size === 0) return { centered: x, mean: tf.zeros([channels]), variance: tf.zeros([channels]) };
  const first = x.slice([0, 0, 0], [1, channels, 1]);
  const shifted = x.sub(first);
  const shiftedMean = shifted.mean([0, 2]);
  const centered = shifted.sub<tf.Tensor3D>(perChannel(shiftedMean));
  const variance = centered.square().mean<tf.Tensor1D>([0, 2]);
  return { centered, mean: first.reshape([channels]).add(shiftedMean), variance };
}
