import type { NetworkGroup } from '../rows/network-row';
import { medianOf } from '../statistics/spread';
import type { SettingsRow } from './settings-row';

/** What the seeds of a network gave with one choice of two settings. */
export interface SettingsCell {
  readonly x: number | string;
  readonly y: number | string;
  readonly seeds: number;
  /** The median over the seeds, or `null` where it falls on seeds that broke down. */
  readonly accuracy: number | null;
}

/** The cells of a network, one for each choice of settings that it has rows of. */
export function settingsCells({ rows }: NetworkGroup<SettingsRow>): SettingsCell[] {
  const cells = new Map<string, SettingsRow[]>();
  for (const row of rows) {
    const key = JSON.stringify([row.x, row.y]);
    const cell = cells.get(key) ?? [];
    cell.push(row);
    cells.set(key, cell);
  }
  return [...cells.values()].map((ofCell) => ({
    x: ofCell[0]!.x,
    y: ofCell[0]!.y,
    seeds: ofCell.length,
    accuracy: medianAccuracy(ofCell.map(({ accuracy }) => accuracy)),
  }));
}

function medianAccuracy(accuracies: readonly (number | null)[]): number | null {
  const median = medianOf(accuracies.map((accuracy) => accuracy ?? -Infinity));
  return Number.isFinite(median) ? median : null;
}

/** The values of a setting in ascending order; names come as they are first met. */
export function settingValues(values: readonly (number | string)[]): (number | string)[] {
  const distinct = [...new Set(values)];
  if (distinct.every((value) => typeof value === 'number')) return distinct.sort((a, b) => a - b);
  return distinct;
}
