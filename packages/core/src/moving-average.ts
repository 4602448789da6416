import * as tf from '@tensorflow/tfjs';
import { ArgumentError, checkMomentum, checkOptions, checkTensor, shapeOf } from './arguments';

/**
 * momentum * average + (1 - momentum) * value: the exponential moving average that turns the statistics of batches
 * into those of the population. After n values v1 ... vn it is
 * momentum^n * start + (1 - momentum) * sum(momentum^(n - i) * vi).
 *
 * @param average The average so far.
 * @param value The new value, in the same shape.
 * @param options.momentum Share of the old average that is kept, in [0, 1]. Default 0.99.
 * @returns The new average, to be disposed of by the caller; the arguments are left alone.
 * @throws ArgumentError if the shapes differ or momentum is out of range.
 */
export function movingAverage<T extends tf.Tensor>(
  average: T,
  value: tf.Tensor,
  options: { momentum?: number } = {},
): T {
  checkTensor('movingAverage', 'average', average);
  checkTensor('movingAverage', 'value', value);
  checkOptions('movingAverage', options, ['momentum']);
  const { momentum = 0.99 } = options;
  checkMomentum('movingAverage', momentum);
  if (!tf.util.arraysEqual(average.shape, value.shape)) {
    throw new ArgumentError(
      'movingAverage',
      `value must have the shape of average, ${shapeOf(average)}, got ${shapeOf(value)}`,
    );
  }
  return tf.tidy(() => average.mul(momentum).add(value.mul(1 - momentum)));
}
