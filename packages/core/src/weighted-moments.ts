import * as tf from '@tensorflow/tfjs-core';
import { ArgumentError, checkOptions } from '@bnlab/arguments';
import { checkAxis, checkTensor, shapeOf } from './arguments';
import type { Moments } from './moments';
import { channelView, toColumns } from './channel-view';
import { columnMeans } from './column-means';
import { nanWhereInfinite } from './operations';
import { withoutGradient } from './tape';

/** Options of {@link weightedMoments}. */
export interface WeightedMomentsOptions {
  /**
   * Weight of each position, finite, 0 or more; ones and zeros make a mask. The shape is that of x without the channel
   * axis, or a leading part of it: [batch] weights examples, [batch, time] weights time steps.
   */
  weights: tf.Tensor;
  /** Channel axis, an integer in [-rank, rank). Default -1. */
  axis?: number | undefined;
}

/**
 * mean = sum(w x) / W and variance = sum(w (x - mean)^2) / W with W = sum(w), per channel over all other axes. Positions
 * of weight 0 have no effect, even where x is NaN. If W = 0, mean and variance are 0, as for an empty batch.
 *
 * @param x Tensor of rank 2 to 6, float32.
 * @returns Mean and variance of shape [channels] and W as a scalar, to be disposed of by the caller. Differentiable.
 * @throws ArgumentError if an argument is invalid or an option is unknown.
 */
export function weightedMoments(x: tf.Tensor, options: WeightedMomentsOptions): Moments<tf.Scalar> {
  checkTensor('weightedMoments', 'x', x, { minRank: 2 });
  checkOptions('weightedMoments', options, ['weights', 'axis']);
  const { weights, axis = -1 } = options;
  checkAxis('weightedMoments', axis, x.rank);
  checkWeights('weightedMoments', weights, x, axis);
  return tf.tidy(() => {
    const columns = toColumns(x, channelView(x.shape, axis));
    const { mean, variance } = centerWeightedColumns(columns, weightColumn(weights, x, axis));
    return { mean, variance, count: totalWeight(weights, x, axis) };
  });
}

/** Throws unless the shape of the weights is a leading part of the shape of the positions. */
export function checkWeights(functionName: string, weights: unknown, x: tf.Tensor, axis: number): void {
  checkTensor(functionName, 'weights', weights, { minRank: 1 });
  const positions = positionsShape(x, axis);
  if (weights.rank <= positions.length && weights.shape.every((size, i) => size === positions[i])) return;
  throw new ArgumentError(
    functionName,
    `weights must have shape [${positions.join(', ')}], x without its channel axis, or the beginning of it, ` +
      `got ${shapeOf(weights)}`,
  );
}

/** The weights as one column, a row for each row of `toColumns(x)`. */
export function weightColumn(weights: tf.Tensor, x: tf.Tensor, axis: number): tf.Tensor2D {
  const positions = positionsShape(x, axis);
  const trailing = new Array<number>(positions.length - weights.rank).fill(1);
  const padded = tf.reshape(weights, [...weights.shape, ...trailing]);
  return tf.reshape(tf.mul(padded, tf.ones(positions)), [-1, 1]);
}

/** W, the weight of all positions together: a weight for some axes counts for every position along the others. */
export function totalWeight(weights: tf.Tensor, x: tf.Tensor, axis: number): tf.Scalar {
  const positions = positionsShape(x, axis).reduce((product, size) => product * size, 1);
  return tf.mul(tf.sum<tf.Scalar>(weights), weights.size === 0 ? 0 : positions / weights.size);
}

/** Weighted columns with what the gradient needs. */
export interface CenteredWeightedColumns {
  /** columns - mean, [rows, channels], at every row whatever its weight */
  centered: tf.Tensor2D;
  /** [channels] */
  mean: tf.Tensor1D;
  /** [channels] */
  variance: tf.Tensor1D;
  /** w / W, [rows, 1]; zeros if W = 0 */
  shares: tf.Tensor2D;
}

/** The two weighted passes, with the mean computed twice as in {@link centerColumns}. Not tidied. */
export function centerWeightedColumns(columns: tf.Tensor2D, weights: tf.Tensor2D): CenteredWeightedColumns {
  const [rows, channels] = columns.shape;
  const shares = withoutGradient(() => tf.divNoNan<tf.Tensor2D>(weights, tf.sum(weights)));
  if (columns.size === 0) {
    return { centered: columns.clone(), mean: tf.zeros([channels]), variance: tf.zeros([channels]), shares };
  }
  const meanOf = (values: tf.Tensor2D) => tf.mul<tf.Tensor1D>(columnMeans(tf.mul(values, shares)), rows);
  const rough = withoutGradient(() => meanOf(zeroWhereMasked(columns, weights)));
  const shifted = tf.sub<tf.Tensor2D>(columns, rough);
  const shiftedMean = meanOf(zeroWhereMasked(shifted, weights));
  const centered = tf.sub<tf.Tensor2D>(shifted, shiftedMean);
  const variance = nanWhereInfinite(meanOf(tf.square(zeroWhereMasked(centered, weights))));
  const isCounted = tf.cast(tf.greater(tf.sum(shares), 0), 'float32');
  const mean = tf.mul<tf.Tensor1D>(tf.add(shiftedMean, rough), isCounted);
  return { centered, mean, variance, shares };
}

/** A choice and not a product, since 0 times what a masked position holds is NaN if that is. */
function zeroWhereMasked(values: tf.Tensor2D, weights: tf.Tensor2D): tf.Tensor2D {
  const zeros = tf.zerosLike(values);
  const counted = withoutGradient(() => tf.greater(tf.add(zeros, weights), 0));
  return tf.where(counted, values, zeros);
}

function positionsShape(x: tf.Tensor, axis: number): number[] {
  const channelAxis = axis < 0 ? axis + x.rank : axis;
  return x.shape.filter((_, i) => i !== channelAxis);
}
