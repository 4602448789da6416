import * as tf from '@tensorflow/tfjs-core';
import { checkMoments, checkShape } from './arguments';
import type { Moments } from './moments';
import { withoutGradient } from './tape';

/**
 * The moments of the union of two sets of values, computed from the moments of each. With
 * f = count_b / (count_a + count_b) and d = mean_b - mean_a:
 *
 *     mean     = mean_a + f d
 *     variance = (1 - f) variance_a + f variance_b + f (1 - f) d^2
 *
 * The result is exact, so statistics can be gathered over shards, replicas or a whole data set in any order and grouping.
 * Empty moments (count 0) leave the other moments unchanged.
 *
 * Source: Chan, Golub and LeVeque, "Updating Formulae and a Pairwise Algorithm for Computing Sample Variances", 1979.
 *
 * @param a Moments with mean and variance of shape [channels].
 * @param b Moments with the same number of channels.
 * @returns Mean and variance, to be disposed of by the caller, and the total count: a number if both counts are numbers.
 * @throws ArgumentError if the numbers of channels differ.
 */
export function mergeMoments<Count extends number | tf.Scalar = number>(
  a: Moments<Count>,
  b: Moments<Count>,
): Moments<Count> {
  checkMoments('mergeMoments', 'a', a);
  checkMoments('mergeMoments', 'b', b);
  checkShape('mergeMoments', 'b.mean', b.mean, { shape: a.mean.shape, of: 'a.mean' });
  return tf.tidy(() => {
    const share = shareOfSecond(a.count, b.count);
    const difference = tf.sub(b.mean, a.mean);
    const between = tf.mul(tf.mul(tf.square(difference), share), tf.sub(1, share));
    const within = tf.add(a.variance, tf.mul(tf.sub(b.variance, a.variance), share));
    return {
      mean: tf.add<tf.Tensor1D>(a.mean, tf.mul(difference, share)),
      variance: tf.add<tf.Tensor1D>(within, between),
      count: total(a.count, b.count),
    };
  });
}

/** count_b / (count_a + count_b), and 0 if there is nothing. */
function shareOfSecond(a: number | tf.Scalar, b: number | tf.Scalar): number | tf.Tensor {
  if (typeof a === 'number' && typeof b === 'number') return b === 0 ? 0 : b / (a + b);
  return withoutGradient(() => tf.divNoNan(b, tf.add(a, b)));
}

function total<Count extends number | tf.Scalar>(a: Count, b: Count): Count {
  if (typeof a === 'number' && typeof b === 'number') return (a + b) as Count;
  return tf.add(a, b) as Count;
}
