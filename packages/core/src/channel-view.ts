import type * as tf from '@tensorflow/tfjs';

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
  /** Values per channel: outer * inner. */
  readonly count: number;
}

/**
 * The {@link ChannelView} of a shape.
 *
 * @param axis The channel axis, an integer in [-rank, rank); negative values count from the end.
 */
export function channelView(shape: readonly number[], axis: number): ChannelView {
  const channelAxis = axis < 0 ? axis + shape.length : axis;
  const outer = product(shape.slice(0, channelAxis));
  const inner = product(shape.slice(channelAxis + 1));
  return { outer, channels: shape[channelAxis] ?? 1, inner, count: outer * inner };
}

/** `x` in the shape of its view. */
export function toView(x: tf.Tensor, { outer, channels, inner }: ChannelView): tf.Tensor3D {
  return x.reshape([outer, channels, inner]);
}

/** One value a channel, shaped to broadcast against a tensor in the shape of its view. */
export function perChannel(values: tf.Tensor): tf.Tensor3D {
  return values.reshape([1, values.size, 1]);
}

function product(sizes: readonly number[]): number {
  return sizes.reduce((total, size) => total * size, 1);
}
