import { lastPoints, type AccuracyRun, type AccuracySeries } from './accuracy-series';
import { formatCount, formatShare } from './format-number';

/** Where the runs of a network ended, in a few words: `97.5%`, or `97.4%, median of 5` and `96.9% to 97.8%`. */
export function resultPhrases(series: AccuracySeries): string[] {
  const { runs } = series;
  const last = lastPoints(series);
  const diverged = runs.filter((run) => run.diverged).length;
  if (last.length === 0) return diverged > 0 ? ['diverged from the start'] : [];
  if (runs.length === 1) return resultOfOne(runs[0]!);

  const accuracies = last.map((point) => point.accuracy);
  const range = `${formatShare(Math.min(...accuracies))} to ${formatShare(Math.max(...accuracies))}`;
  const phrases = [`${formatShare(median(accuracies))}, median of ${accuracies.length}`, range];
  return diverged > 0 ? [...phrases, `${diverged} diverged`] : phrases;
}

/** The middle of the values, or the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}

function resultOfOne({ points, diverged, cutShort }: AccuracyRun): string[] {
  const { step, accuracy } = points.at(-1)!;
  const share = formatShare(accuracy);
  if (cutShort) return [share, `diverged after step ${formatCount(step)}`];
  return diverged ? [share, 'diverged'] : [share];
}
