import * as tf from '@tensorflow/tfjs-core';

/**
 * A tensor seen as [outer, channels, inner]: everything before the channel axis, the channel axis, everything after
 * it. The values of a contiguous tensor do not move, so the view costs nothing and serves every rank and axis:
 * [batch, units] is [batch, units, 1]; channels-last images are [batch * height * width, channels, 1]; channels-first
 * images are [batch, channels, height * width].
 */
export interface ChannelView {
  readonly outer: number;
  readonly channels: number;
  readonly inner: number;
}

/**
 * The {@link ChannelView} of a shape.
 *
 * @param axis The channel axis, an integer in [-rank, rank); negative values count from the end.
 */
export function channelView(shape: readonly number[], axis: number): ChannelView {
  const channelAxis = axis < 0 ? axis + shape.length : axis;
  return {
    outer: product(shape.slice(0, channelAxis)),
    channels: shape[channelAxis] ?? 1,
    inner: product(shape.slice(channelAxis + 1)),
  };
}

/**
 * x as a matrix with one column per channel and one row per position: [outer * inner, channels]. Batch statistics are
 * then column statistics, and a vector with one value per channel broadcasts along the rows.
 *
 * Free when the channels come last; one transposition otherwise.
 */
export function toColumns(x: tf.Tensor, { outer, channels, inner }: ChannelView): tf.Tensor2D {
  // Nothing to move in an empty tensor either, and some backends fail to.
  if (inner === 1 || x.size === 0) return reshaped(x, [outer * inner, channels]) as tf.Tensor2D;
  const channelsLast = tf.transpose(tf.reshape(x, [outer, channels, inner]), [0, 2, 1]);
  return tf.reshape(channelsLast, [outer * inner, channels]);
}

/** The inverse of {@link toColumns}: the matrix back in `shape`. */
export function fromColumns(
  columns: tf.Tensor2D,
  { outer, channels, inner }: ChannelView,
  shape: number[],
): tf.Tensor {
  if (inner === 1 || columns.size === 0) return reshaped(columns, shape);
  return tf.reshape(tf.transpose(tf.reshape(columns, [outer, inner, channels]), [0, 2, 1]), shape);
}

/** One value per channel, shaped to broadcast against a tensor of `shape` in place: [channels, 1, 1] for axis 1 of 4. */
export function alongAxis(values: tf.Tensor, rank: number, axis: number): tf.Tensor {
  const trailing = axis < 0 ? -axis - 1 : rank - 1 - axis;
  if (trailing === 0) return values;
  return tf.reshape(values, [values.size, ...new Array<number>(trailing).fill(1)]);
}

/** x in another shape, or x itself if the shape is its own: a reshape is cheap but not free. */
function reshaped(x: tf.Tensor, shape: number[]): tf.Tensor {
  const isAlready = x.rank === shape.length && x.shape.every((size, i) => size === shape[i]);
  return isAlready ? x : tf.reshape(x, shape);
}

function product(sizes: readonly number[]): number {
  return sizes.reduce((total, size) => total * size, 1);
}
