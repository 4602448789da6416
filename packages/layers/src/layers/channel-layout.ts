import * as tf from '@tensorflow/tfjs-core';
import { ArgumentError } from '@bnlab/arguments';

/** How a tensor with one channel axis or several becomes one with a single channel axis, and back. */
export interface ChannelLayout {
  /** The channel axis of what {@link ChannelLayout.toCore} returns. */
  readonly axis: number;
  /** How many channels there are: the product of the channel axes. */
  readonly channels: number;
  /** The shape of gamma, beta and the statistics: [channels], or with several axes that of x with 1 for the others. */
  readonly parameterShape: number[];
  /** x with its channel axes made one. x itself where there is only one, a reshape where they are neighbours. */
  toCore(x: tf.Tensor): tf.Tensor;
  /** The inverse of {@link ChannelLayout.toCore}. */
  fromCore(y: tf.Tensor, shape: number[]): tf.Tensor;
}

/**
 * The layout of a layer's inputs.
 *
 * @param functionName The name that errors begin with.
 * @param axes The channel axes, each counted from either end.
 * @param shape The shape of the inputs, with `null` where it is not known.
 * @throws ArgumentError if the rank is not 2 to 6, or the axes are out of range, repeated or of unknown size.
 */
export function channelLayout(
  functionName: string,
  axes: readonly number[],
  shape: readonly (number | null)[],
): ChannelLayout {
  const rank = shape.length;
  if (rank < 2 || rank > 6) {
    throw new ArgumentError(functionName, `input must be of rank 2 to 6, got shape ${show(shape)}`);
  }
  const sorted = normalizedAxes(functionName, axes, shape);
  const sizes = sorted.map((axis) => shape[axis]!);
  const channels = sizes.reduce((product, size) => product * size, 1);
  const first = sorted[0]!;
  if (sorted.length === 1) {
    return { axis: first, channels, parameterShape: [channels], toCore: same, fromCore: same };
  }
  const parameterShape = shape.map((_, axis) => (sorted.includes(axis) ? shape[axis]! : 1));
  if (sorted.every((axis, i) => axis === first + i)) {
    const merge = ({ shape }: tf.Tensor) => [
      ...shape.slice(0, first),
      channels,
      ...shape.slice(first + sorted.length),
    ];
    return {
      axis: first,
      channels,
      parameterShape,
      toCore: (x) => tf.reshape(x, merge(x)),
      fromCore: (y, shape) => tf.reshape(y, shape),
    };
  }
  const others = shape.map((_, axis) => axis).filter((axis) => !sorted.includes(axis));
  const order = [...others, ...sorted];
  const back = order.map((_, axis) => order.indexOf(axis));
  return {
    axis: others.length,
    channels,
    parameterShape,
    toCore: (x) => tf.reshape(tf.transpose(x, order), [...others.map((axis) => x.shape[axis]!), channels]),
    fromCore: (y, shape) =>
      tf.transpose(
        tf.reshape(
          y,
          order.map((axis) => shape[axis]!),
        ),
        back,
      ),
  };
}

function same(x: tf.Tensor): tf.Tensor {
  return x;
}

/** The axes counted from the start, in ascending order. */
function normalizedAxes(
  functionName: string,
  axes: readonly number[],
  shape: readonly (number | null)[],
): number[] {
  const rank = shape.length;
  for (const axis of axes) {
    if (axis >= -rank && axis < rank) continue;
    const range = `from ${-rank} to ${rank - 1}`;
    throw new ArgumentError(functionName, `axis must be ${range} for inputs of rank ${rank}, got ${axis}`);
  }
  const sorted = axes.map((axis) => (axis < 0 ? axis + rank : axis)).sort((a, b) => a - b);
  for (const [i, axis] of sorted.entries()) {
    if (axis === sorted[i + 1]) {
      throw new ArgumentError(functionName, `axis must name each axis once, got ${axes.join(', ')}`);
    }
    if (shape[axis] === null) {
      const fix = 'give the size in inputShape';
      throw new ArgumentError(
        functionName,
        `axis ${axis} must have a known size, got inputs of shape ${show(shape)}; ${fix}`,
      );
    }
  }
  return sorted;
}

function show(shape: readonly (number | null)[]): string {
  return `[${shape.map(String).join(', ')}]`;
}
