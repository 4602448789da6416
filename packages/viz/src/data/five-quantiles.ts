import { ArgumentError, show } from '@bnlab/arguments';
import { quantilesOf } from './spread';
import { formatCount, formatNumber, formatShortShare } from '../text/format-number';

/** The probabilities of five quantiles, ascending, with 0.5 in the middle. */
export type FiveShares = readonly [number, number, number, number, number];

export const quantileShares: FiveShares = [0.05, 0.25, 0.5, 0.75, 0.95];

/** Five quantiles of a distribution, ascending, with the median in the middle. */
export type FiveQuantiles = readonly [number, number, number, number, number];

/**
 * Quantiles at 5%, 25%, 50%, 75% and 95%, interpolated linearly between values (type 7 of Hyndman and Fan).
 *
 * @param values At least one number, for example the activations of a layer.
 * @returns The quantiles, or `null` if a value is not finite.
 * @throws {ArgumentError} if `values` is empty or not an array of numbers.
 */
export function distributionQuantiles(values: ArrayLike<number>): FiveQuantiles | null {
  const caller = 'distributionQuantiles';
  if (typeof values !== 'object' || !(values?.length >= 0)) {
    throw new ArgumentError(caller, `values must be an array of numbers, got ${show(values)}`);
  }
  if (values.length === 0) throw new ArgumentError(caller, 'values must hold at least one number, got none');
  for (const value of Array.from<unknown>(values)) {
    if (typeof value !== 'number')
      throw new ArgumentError(caller, `values must be numbers, got ${show(value)}`);
  }
  if (!Array.from(values).every(Number.isFinite)) return null;
  return quantileShares.map(quantilesOf(values)) as unknown as FiveQuantiles;
}

/** A distribution at one training step; `null` where it has no finite quantiles. */
export interface StepQuantiles {
  readonly step: number;
  readonly quantiles: FiveQuantiles | null;
}

/** The share of the values that the inner band holds, and that of the outer one: `middle 50% and 90%`. */
export function bandsText(shares: FiveShares): string {
  return `middle ${formatShortShare(shares[3] - shares[1])} and ${formatShortShare(shares[4] - shares[0])}`;
}

/** Where a distribution ended, in a few words. */
export function endText(distributions: readonly StepQuantiles[], shares: FiveShares): string {
  const end = distributions.findIndex(({ quantiles }) => quantiles === null);
  const last = end < 0 ? distributions.at(-1) : distributions[end - 1];
  if (distributions.length === 0) return 'not looked at';
  if (!last?.quantiles) return 'not finite from the start';
  const [low, , median, , high] = last.quantiles.map(formatNumber);
  const then = end < 0 ? '' : ', not finite afterwards';
  const outer = formatShortShare(shares[4] - shares[0]);
  return `median ${median}, middle ${outer} from ${low} to ${high} at step ${formatCount(last.step)}${then}`;
}
