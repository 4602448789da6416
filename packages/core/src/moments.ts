import type * as tf from '@tensorflow/tfjs-core';

/** Mean, variance and number of the values of each channel. */
export type Moments<Count extends number | tf.Scalar = number> = {
  /** Mean, [channels]. */
  mean: tf.Tensor1D;
  /** Biased variance, [channels]: divided by `count`, not by `count - 1`. */
  variance: tf.Tensor1D;
  /** Number of values per channel, or their total weight. */
  count: Count;
};
