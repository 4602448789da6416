import { ArgumentError } from '@bnlab/arguments';
import { quantileSorted } from 'd3-array';

/** Quartiles of a sample. */
export interface Quartiles {
  lower: number;
  median: number;
  upper: number;
}

/** Stands for infinity while quantiles are interpolated: infinity times 0 would be no number. */
const HUGE = Number.MAX_VALUE / 2;

/**
 * The quartiles of a sample, interpolated linearly between its order statistics (Hyndman and Fan's type 7). A value may be
 * infinite, such as the steps to an accuracy that was never reached; so then may be a quartile.
 *
 * @throws ArgumentError if `values` is empty.
 */
export function quartiles(values: readonly number[]): Quartiles {
  if (!(values?.length > 0)) {
    throw new ArgumentError('quartiles', 'values must hold at least one number, got none');
  }
  const sorted = values.map((value) => Math.min(value, HUGE)).sort((a, b) => a - b);
  const at = (share: number) => {
    const quantile = quantileSorted(sorted, share)!;
    return quantile >= HUGE / 4 ? Infinity : quantile;
  };
  return { lower: at(0.25), median: at(0.5), upper: at(0.75) };
}
