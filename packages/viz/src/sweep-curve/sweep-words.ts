import type { ChartWords } from '../chart/chart';
import { formatCount, formatNumber, formatShare } from '../text/format-number';
import { lowerFirst } from '../text/lower-first';
import type { SweepCurveOptions } from './sweep-options';
import type { SweepPoint } from './sweep-points';
import { sentences } from '../text/sentences';

/** Descriptions tell every value of up to this many settings, and the first, best and last of more. */
const mostTold = 12;

/** What the label of a network says: its best median and where, and how many seeds failed. */
export function sweepPhrases(points: readonly SweepPoint[], format: 'share' | 'number'): string[] {
  const measured = points.filter(({ median }) => !Number.isNaN(median));
  const failed = points.reduce((sum, point) => sum + point.failed, 0);
  const seeds = points.reduce((sum, point) => sum + point.seeds, 0);
  const failures = failed > 0 ? [`${formatCount(failed)} of ${formatCount(seeds)} failed`] : [];
  if (measured.length === 0) return failures;
  if (format === 'number') return [`${formatNumber(measured.at(-1)!.median)} at the end`, ...failures];
  const best = measured.reduce((most, point) => (point.median > most.median ? point : most));
  return [`best ${formatShare(best.median)} at ${formatNumber(best.x)}`, ...failures];
}

/** The words of a sweep; a title or subtitle that is given replaces ours. */
export function sweepWords(
  networks: readonly { readonly network: string; readonly points: readonly SweepPoint[] }[],
  options: SweepCurveOptions & { readonly measure: string; readonly format: 'share' | 'number' },
): ChartWords {
  const { setting, measure, format } = options;
  const { title = `${measure} against ${lowerFirst(setting)}` } = options;
  const { subtitle = `median ${seedsText(networks.flatMap(({ points }) => points))}, band: middle half` } =
    options;
  const told = networks.map(({ network, points }) => {
    const chosen = points.length > mostTold ? everyFew(points) : points;
    return `${network}: ${chosen.map((point) => pointText(point, format)).join(', ')}.`;
  });
  const intro = `Lines of ${lowerFirst(measure)} against ${lowerFirst(setting)}, with bands.`;
  return {
    title,
    subtitle,
    description: sentences(intro, ...told, subtitle),
  };
}

function pointText({ x, median, failed, seeds }: SweepPoint, format: 'share' | 'number'): string {
  const value = format === 'share' ? formatShare(median) : formatNumber(median);
  const failures = failed > 0 ? ` (${failed} of ${seeds} failed)` : '';
  return `${Number.isNaN(median) ? 'nothing' : value} at ${formatNumber(x)}${failures}`;
}

function seedsText(points: readonly SweepPoint[]): string {
  const counts = [...new Set(points.map(({ seeds }) => seeds))].sort((a, b) => a - b);
  if (counts.length === 1) return counts[0] === 1 ? 'of 1 seed' : `of ${counts[0]} seeds`;
  return `of ${counts[0]} to ${counts.at(-1)} seeds`;
}

function everyFew(points: readonly SweepPoint[]): SweepPoint[] {
  const stride = (points.length - 1) / (mostTold - 1);
  return Array.from({ length: mostTold }, (_, index) => points[Math.round(index * stride)]!);
}
