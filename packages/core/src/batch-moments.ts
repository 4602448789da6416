import * as tf from '@tensorflow/tfjs-core';
import { checkOptions } from '@bnlab/arguments';
import { checkAxis, checkTensor } from './arguments';
import { centerColumns } from './center-columns';
import { channelView, toColumns } from './channel-view';
import type { Moments } from './moments';

/**
 * mean = sum(x) / m and variance = sum((x - mean)^2) / m for each channel, over the m values of every other axis.
 *
 * Two passes over x. The one-pass formula E[x^2] - E[x]^2 loses all digits in float32 once the mean is a few thousand
 * standard deviations from 0. The mean is corrected by the mean of the differences to it, so large offsets cost no
 * digits either: see {@link centerColumns}. An empty batch (m = 0) has mean 0, variance 0 and count 0.
 *
 * @param x Tensor of rank 2 to 6, float32.
 * @param options.axis Channel axis; negative values count from the end. Default -1.
 * @returns Mean and variance of shape [channels], to be disposed of by the caller, and the count m. Differentiable.
 * @throws ArgumentError if x is not a float32 tensor of rank 2 to 6, or axis is out of range.
 */
export function batchMoments(x: tf.Tensor, options: { axis?: number | undefined } = {}): Moments {
  checkTensor('batchMoments', 'x', x, { minRank: 2 });
  checkOptions('batchMoments', options, ['axis']);
  const { axis = -1 } = options;
  checkAxis('batchMoments', axis, x.rank);
  const view = channelView(x.shape, axis);
  const { mean, variance } = tf.tidy(() => {
    const { mean, variance } = centerColumns(toColumns(x, view));
    return { mean, variance };
  });
  return { mean, variance, count: view.outer * view.inner };
}
