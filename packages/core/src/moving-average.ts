import * as tf from '@tensorflow/tfjs-core';
import { checkOptions } from '@bnlab/arguments';
import { checkMomentum, checkShape, checkTensor } from './arguments';

/**
 * One step of an exponential moving average, which estimates population statistics from batch statistics:
 * momentum * average + (1 - momentum) * value. After n values v1 ... vn it is
 * momentum^n * start + (1 - momentum) * sum(momentum^(n - i) * vi).
 *
 * @param average The average so far.
 * @param value The new value, in the same shape.
 * @param options.momentum Share of the old average that is kept, in [0, 1]. Default 0.99.
 * @returns The new average, to be disposed of by the caller. The arguments are not changed.
 * @throws ArgumentError if the shapes differ or momentum is out of range.
 */
export function movingAverage<T extends tf.Tensor>(
  average: T,
  value: tf.Tensor,
  options: { momentum?: number | undefined } = {},
): T {
  checkTensor('movingAverage', 'average', average);
  checkShape('movingAverage', 'value', value, { shape: average.shape, of: 'average' });
  checkOptions('movingAverage', options, ['momentum']);
  const { momentum = 0.99 } = options;
  checkMomentum('movingAverage', momentum);
  return tf.tidy(() => tf.add(tf.mul(average, momentum), tf.mul(value, 1 - momentum)));
}
