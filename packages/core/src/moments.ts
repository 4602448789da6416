import type * as tf from '@tensorflow/tfjs-core';

/** What some values of each channel say about it. */
export type Moments<Count extends number | tf.Scalar = number> = {
  /** [channels] */
  mean: tf.Tensor1D;
  /** [channels], biased: divided by `count`, not by `count - 1`. */
  variance: tf.Tensor1D;
  /** How many values of each channel these are the moments of, or their total weight. */
  count: Count;
};
