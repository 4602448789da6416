import { formatCount, formatNumber } from '../text/format-number';
import type { StepQuantiles } from './five-quantiles';

/** Where a distribution ended, in a few words. */
export function endText(distributions: readonly StepQuantiles[]): string {
  const end = distributions.findIndex(({ quantiles }) => quantiles === null);
  const last = end < 0 ? distributions.at(-1) : distributions[end - 1];
  if (distributions.length === 0) return 'not looked at';
  if (!last?.quantiles) return 'not finite from the start';
  const [low, , median, , high] = last.quantiles.map(formatNumber);
  const then = end < 0 ? '' : ', not finite afterwards';
  return `median ${median}, nine tenths from ${low} to ${high} at step ${formatCount(last.step)}${then}`;
}
