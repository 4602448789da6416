import { lastPoints, type AccuracyRun, type AccuracySeries } from './accuracy-series';
import { formatCount, formatShare } from '../text/format-number';
import { medianOf } from '../statistics/spread';

/** Where the runs of a network ended, in a few words: `97.5%`, or `97.4%, median of 5` and `96.9% to 97.8%`. */
export function resultPhrases(series: AccuracySeries): string[] {
  const { runs } = series;
  const last = lastPoints(series);
  const diverged = runs.filter((run) => run.diverged).length;
  if (last.length === 0) return diverged > 0 ? ['diverged from the start'] : [];
  if (runs.length === 1) return resultOfOne(runs[0]!);

  const accuracies = last.map(({ y }) => y);
  const range = `${formatShare(Math.min(...accuracies))} to ${formatShare(Math.max(...accuracies))}`;
  const phrases = [`${formatShare(medianOf(accuracies))}, median of ${accuracies.length}`, range];
  return diverged > 0 ? [...phrases, `${diverged} diverged`] : phrases;
}

function resultOfOne({ points, diverged, cutShort }: AccuracyRun): string[] {
  const { x: step, y: accuracy } = points.at(-1)!;
  const share = formatShare(accuracy);
  if (cutShort) return [share, `diverged after step ${formatCount(step)}`];
  return diverged ? [share, 'diverged'] : [share];
}
