import * as tf from '@tensorflow/tfjs-core';
import { columnMeans } from './column-means';
import { add, nanWhereInfinite, square, sub } from './operations';
import { withoutGradient } from './tape';

/** A matrix whose columns have mean zero, and what was subtracted. */
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
 * The mean is computed twice: the mean of x, and the mean of what is left after subtracting it. The first may be off by
 * as much as float32 rounds at a large offset, but x minus it is small and exact, so the second finds what was missing.
 * `centered` is made from these differences, not from the rounded mean, and no single value matters more than others.
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
