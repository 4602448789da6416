import type { Batch, PlainTensor } from './implementation';

/** A tensor as a batch: one row per position along the other axes, in order, and one column per channel. */
export function batchOfTensor({ shape, values }: PlainTensor, axis: number): number[][] {
  const { channels, inner, positions } = sizes(shape, axis);
  return Array.from({ length: positions }, (_, position) =>
    Array.from({ length: channels }, (_, channel) => values[flatIndex(position, channel, channels, inner)]!),
  );
}

/** The inverse of {@link batchOfTensor}. */
export function tensorOfBatch(batch: Batch, shape: readonly number[], axis: number): PlainTensor {
  const { channels, inner } = sizes(shape, axis);
  const values = new Array<number>(batch.length * channels).fill(0);
  batch.forEach((row, position) =>
    row.forEach((value, channel) => {
      values[flatIndex(position, channel, channels, inner)] = value;
    }),
  );
  return { shape, values };
}

function sizes(shape: readonly number[], axis: number) {
  const channelAxis = axis < 0 ? axis + shape.length : axis;
  const total = (lengths: readonly number[]) => lengths.reduce((all, length) => all * length, 1);
  const [outer, inner] = [total(shape.slice(0, channelAxis)), total(shape.slice(channelAxis + 1))];
  return { channels: shape[channelAxis]!, inner, positions: outer * inner };
}

function flatIndex(position: number, channel: number, channels: number, inner: number): number {
  return (Math.floor(position / inner) * channels + channel) * inner + (position % inner);
}
