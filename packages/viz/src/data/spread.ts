import { quantileSorted } from 'd3-array';

/** How values are spread: their least, quartiles and greatest. */
export interface Spread {
  readonly min: number;
  readonly lower: number;
  readonly median: number;
  readonly upper: number;
  readonly max: number;
}

/** The spread of one finite value or more; between values, quantiles are interpolated (Hyndman and Fan's type 7). */
export function spreadOf(values: readonly number[]): Spread {
  const at = quantilesOf(values);
  return { min: at(0), lower: at(0.25), median: at(0.5), upper: at(0.75), max: at(1) };
}

/** The middle of the values, or the mean of the two in the middle; values may be infinite. */
export function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => (a < b ? -1 : Number(a > b)));
  const half = sorted.length >> 1;
  // Interpolation as in quantilesOf would multiply what is infinite by 0.
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}

/** The quantiles of one finite value or more, as a function of the share of the values below. */
export function quantilesOf(values: ArrayLike<number>): (share: number) => number {
  const sorted = Array.from(values).sort((a, b) => a - b);
  return (share) => quantileSorted(sorted, share)!;
}
