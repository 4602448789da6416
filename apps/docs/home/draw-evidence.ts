import { font } from '../components/figure/colors';
import type { Stage } from '../components/figure/use-canvas';
import { networks } from '../live/stage-layout';
import { drawMarks } from './draw-trials';
import { spreadScale, type Trial } from './spread-scale';

/** The accuracies of all seeds at every spread, for both networks. */
export interface EvidenceRuns {
  spreads: readonly number[];
  runs: readonly Readonly<Record<'without' | 'with', readonly number[]>>[];
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)]!;
}

/** Accuracy over the spread of the starting weights: a line through the medians, a band over all seeds, the reader's marks. */
export function drawEvidence(
  { context, width, height, colors }: Stage,
  { spreads, runs, trials }: EvidenceRuns & { trials: readonly Trial[] },
): void {
  const isNarrow = width < 640;
  const [left, right, top, bottom] = [44, isNarrow ? 12 : 130, 16, 44];
  const x = (spread: number) => left + spreadScale.positionOf(spread) * (width - left - right);
  const y = (accuracy: number) => top + (1 - accuracy) * (height - top - bottom);
  context.font = font(13);
  context.textBaseline = 'middle';
  context.lineWidth = 1;
  for (const share of [0, 0.25, 0.5, 0.75, 1]) {
    context.strokeStyle = colors.line;
    context.beginPath();
    context.moveTo(left, Math.round(y(share)) + 0.5);
    context.lineTo(width - right, Math.round(y(share)) + 0.5);
    context.stroke();
    context.fillStyle = colors.quiet;
    context.textAlign = 'right';
    context.fillText(`${100 * share} %`, left - 8, y(share));
  }
  context.textAlign = 'center';
  const ticks = isNarrow ? [0.005, 0.05, 0.5, 5] : [0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5];
  for (const tick of ticks) context.fillText(String(tick), x(tick), height - bottom + 16);
  context.fillText('spread of the starting weights', left + (width - left - right) / 2, height - 8);

  networks.forEach((name, index) => {
    context.fillStyle = colors[name];
    context.globalAlpha = 0.16;
    context.beginPath();
    runs.forEach((run, i) => context.lineTo(x(spreads[i]!), y(Math.max(...run[name]))));
    [...runs.entries()]
      .toReversed()
      .forEach(([i, run]) => context.lineTo(x(spreads[i]!), y(Math.min(...run[name]))));
    context.fill();
    context.globalAlpha = 1;
    context.strokeStyle = colors[name];
    context.lineWidth = 2.6;
    context.lineJoin = 'round';
    context.setLineDash(index === 0 ? [6, 3.5] : []);
    context.beginPath();
    runs.forEach((run, i) => context.lineTo(x(spreads[i]!), y(median(run[name]))));
    context.stroke();
    context.setLineDash([]);
    if (isNarrow) return;
    context.fillStyle = colors[`${name}-text`];
    context.font = font(14, 620);
    context.textAlign = 'left';
    const words = index === 0 ? 'without' : 'with batch norm';
    context.fillText(words, width - right + 10, y(median(runs.at(-1)![name])));
  });
  for (const trial of trials) {
    const at = { x: x(trial.spread), without: y(trial.without), with: y(trial.with) };
    drawMarks(context, colors, at);
    context.strokeStyle = colors.text;
    context.lineWidth = 1.4;
    context.beginPath();
    context.arc(at.x, at.with, 9, 0, 7);
    context.stroke();
    context.strokeRect(at.x - 8.5, at.without - 8.5, 17, 17);
  }
}
