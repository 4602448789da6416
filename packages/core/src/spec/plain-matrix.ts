import type { Batch } from './implementation';

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
