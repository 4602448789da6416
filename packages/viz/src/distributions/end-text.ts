import { formatCount, formatNumber, formatShortShare } from '../text/format-number';
import type { FiveShares, StepQuantiles } from './five-quantiles';

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
