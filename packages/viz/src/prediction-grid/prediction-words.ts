import type { ChartWords } from '../chart/chart';
import type { ChartOptions } from '../chart/chart-options';
import { formatCount, formatShare } from '../text/format-number';
import type { PredictionRow } from './prediction-row';

/** Descriptions name this many kinds of mistakes at most. */
const mostTold = 20;

/** The words of a grid of predictions; a title or subtitle that is given replaces ours. */
export function predictionWords(rows: readonly PredictionRow[], options: ChartOptions): ChartWords {
  const right = rows.filter(({ digit, prediction }) => digit === prediction).length;
  const score = `${formatCount(right)} of ${formatCount(rows.length)} single predictions right`;
  const {
    title = score,
    subtitle = 'below each image its prediction; framed: wrong, “4 as 9” is a 4 taken for a 9',
  } = options;
  const share = formatShare(right / rows.length);
  return {
    title,
    subtitle,
    description: `Images with what the network takes each for: ${score}, ${share}. ${mistakeText(rows)}`,
  };
}

function mistakeText(rows: readonly PredictionRow[]): string {
  const counts = new Map<string, number>();
  for (const { digit, prediction } of rows) {
    if (digit === prediction) continue;
    const kind = `${digit} as ${prediction}`;
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  if (counts.size === 0) return 'None is wrong.';
  const kinds = [...counts].sort((a, b) => b[1] - a[1]);
  const told = kinds
    .slice(0, mostTold)
    .map(([kind, count]) => (count > 1 ? `${kind} (${count} times)` : kind));
  const more = kinds.length > mostTold ? ', and other mistakes' : '';
  return `Wrong: ${told.join(', ')}${more}.`;
}
