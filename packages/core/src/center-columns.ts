import * as tf from '@tensorflow/tfjs-core';
import { columnMeans } from './column-means';
import { add, nanWhereInfinite, square, sub } from './operations';
import { withoutGradient } from './tape';

/** A matrix whose columns have mean 0, the means that were subtracted, and the variances. */
export interface CenteredColumns {
  /** columns - mean, [rows, channels] */
  centered: tf.Tensor2D;
  /** [channels] */
  mean: tf.Tensor1D;
  /** Biased, [channels]. NaN where the squares exceed float32. */
  variance: tf.Tensor1D;
}

/**
 * The two passes: mean = sum(x) / m, then variance = sum((x - mean)^2) / m, for each column of m values.
 *
 * The mean is computed in two steps: the mean of x, then the mean of the differences to it. At a large offset the first
 * is off by the rounding of float32, but the differences are small and exact, so the second corrects it. `centered` is
 * made from the differences, not from the rounded mean, and no single value matters more than the others.
 *
 * The result is not tidied: the caller decides what to keep.
 */
export function centerColumns(columns: tf.Tensor2D): CenteredColumns {
  const { centered, mean } = tf.tidy(() => {
    const rough = withoutGradient(() => columnMeans(columns));
    const shifted = sub(columns, rough);
    const missing = columnMeans(shifted);
    return { centered: sub(shifted, missing), mean: add(rough, missing) };
  });
  const variance = tf.tidy(() => nanWhereInfinite(columnMeans(square(centered))));
  return { centered, mean, variance };
}
