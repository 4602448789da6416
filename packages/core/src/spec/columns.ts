import type { Batch, PlainTensor } from './implementation';

/** The values of each channel: the columns of a batch. */
export function columnsOf(x: Batch): number[][] {
  return (x[0] ?? []).map((_, channel) => x.map((example) => example[channel]!));
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Biased. */
export function variance(values: readonly number[]): number {
  const center = mean(values);
  return mean(values.map((value) => (value - center) ** 2));
}

/** Applies a function to every value of a batch, with its channel. */
export function mapValues(x: Batch, change: (value: number, channel: number) => number): number[][] {
  return x.map((example) => example.map(change));
}

/** The product of matrices of plain numbers. */
export function product(a: Batch, b: Batch): number[][] {
  const columns = columnsOf(b);
  return a.map((row) => columns.map((column) => row.reduce((sum, value, i) => sum + value * column[i]!, 0)));
}

/** The transpose of a matrix of plain numbers. */
export const transpose = columnsOf;

/** A tensor as a batch: one row for each position along the other axes, in order, and one column a channel. */
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
