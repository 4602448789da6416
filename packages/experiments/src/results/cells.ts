import type { NetworkRecord, RunRecord } from '../record/run-record';
import type { RunSettings } from '../record/run-settings';
import { settingText, type SettingName } from './setting-words';

/** Runs that differ in their seed alone. */
export interface Cell {
  preset: string;
  settings: RunSettings;
  records: RunRecord[];
}

/** Sorts records into cells, in the order in which their first ones come. */
export function cellsOf(records: readonly RunRecord[]): Cell[] {
  const cells = new Map<string, Cell>();
  for (const record of records) {
    const { preset, settings } = record;
    const key = JSON.stringify([preset, sortedEntries(settings)]);
    const cell = cells.get(key) ?? { preset, settings, records: [] };
    cell.records.push(record);
    cells.set(key, cell);
  }
  return [...cells.values()];
}

/** The cells that are alike but for some settings. */
export function groupCells(cells: readonly Cell[], but: readonly SettingName[]): Cell[][] {
  const groups = new Map<string, Cell[]>();
  for (const cell of cells) {
    const rest = sortedEntries(cell.settings).filter(([name]) => !(but as readonly string[]).includes(name));
    const key = JSON.stringify(rest);
    groups.set(key, [...(groups.get(key) ?? []), cell]);
  }
  return [...groups.values()];
}

/** The cells of each value of a setting, in the order in which the values come. */
export function eachValue(cells: readonly Cell[], name: SettingName): Cell[][] {
  const values = [...new Set(cells.map(({ settings }) => settingText(settings, name)))];
  return values.map((value) => cells.filter(({ settings }) => settingText(settings, name) === value));
}

/** The normalized networks of a cell, or the others. */
export function networksOf({ records }: Pick<Cell, 'records'>, normalized: boolean): NetworkRecord[] {
  return records.flatMap(({ networks }) => networks.filter(({ batchNorm }) => batchNorm === normalized));
}

/** One network of a cell, by the seed of its run. */
export type NetworksBySeed = ReadonlyMap<number, NetworkRecord>;

/** The normalized network of each seed of a cell, or the other one. */
export function networksBySeed({ records }: Pick<Cell, 'records'>, normalized: boolean): NetworksBySeed {
  return new Map(
    records.flatMap(({ seed, networks }) =>
      networks.filter(({ batchNorm }) => batchNorm === normalized).map((network) => [seed, network] as const),
    ),
  );
}

/** The difference between two networks of the same seed, for each seed that has both. */
export function pairedValues(
  one: NetworksBySeed,
  other: NetworksBySeed,
  difference: (one: NetworkRecord, other: NetworkRecord) => number,
): number[] {
  return [...one].flatMap(([seed, network]) => {
    const partner = other.get(seed);
    return partner === undefined ? [] : [difference(network, partner)];
  });
}

/** Two records may list the same settings in another order. */
function sortedEntries(settings: RunSettings): [string, unknown][] {
  return Object.entries(settings).sort(([a], [b]) => (a < b ? -1 : 1));
}
