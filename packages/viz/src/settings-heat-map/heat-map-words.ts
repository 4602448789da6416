import type { ChartWords } from '../chart/chart';
import type { ChartOptions } from '../chart/chart-options';
import { formatSetting, formatShare } from '../text/format-number';
import { lowerFirst } from '../text/lower-first';
import type { SettingsCell } from './settings-cells';
import { sentences } from '../text/sentences';

/** The words of a heat map; a title or subtitle that is given replaces ours. */
export function heatMapWords(
  networks: readonly { readonly network: string; readonly cells: readonly SettingsCell[] }[],
  options: ChartOptions & { readonly x: string; readonly y: string; readonly measure: string },
): ChartWords {
  const { x, y, measure } = options;
  const settings = `${lowerFirst(x)} and ${lowerFirst(y)}`;
  const { title = `${measure} by ${settings}` } = options;
  const seeds = [...new Set(networks.flatMap(({ cells }) => cells.map((cell) => cell.seeds)))];
  const count = seeds.length === 1 ? `${seeds[0]} seed${seeds[0] === 1 ? '' : 's'}` : 'the seeds';
  const { subtitle = `median of ${count}` } = options;
  const told = networks.map(({ network, cells }) => `${network}: ${summary(cells, { x, y })}.`);
  const intro = `A table of ${lowerFirst(measure)} by ${settings}, colored by value.`;
  return {
    title,
    subtitle,
    description: sentences(intro, ...told, subtitle),
  };
}

function summary(cells: readonly SettingsCell[], names: { x: string; y: string }): string {
  const measured = cells.flatMap((cell) =>
    cell.accuracy === null ? [] : [{ ...cell, accuracy: cell.accuracy }],
  );
  const broken = cells.length - measured.length;
  const failures = broken > 0 ? [`${broken} of ${cells.length} choices broke down`] : [];
  if (measured.length === 0) return failures.join();
  const sorted = measured.sort((a, b) => a.accuracy - b.accuracy);
  const say = ({ accuracy, x, y }: SettingsCell) =>
    `${formatShare(accuracy!)} at ${lowerFirst(names.x)} ${formatSetting(x)} and ` +
    `${lowerFirst(names.y)} ${formatSetting(y)}`;
  return [`best ${say(sorted.at(-1)!)}`, `worst ${say(sorted[0]!)}`, ...failures].join(', ');
}
