import type { RunRecord, RunSettings } from '@bnlab/experiments';
import type { RecordGroup } from './group-records';

export type SettingValue = RunSettings[keyof RunSettings];

/** The runs of a sweep that share their settings. */
export interface GridCell {
  /** The values of the swept settings. */
  values: SettingValue[];
  records: RunRecord[];
}

/** The cells of a sweep's grid, in the order of their values. */
export function gridOf({ records, swept }: Pick<RecordGroup, 'records' | 'swept'>): GridCell[] {
  const cells = new Map<string, GridCell>();
  for (const record of records) {
    const values = swept.map((name) => record.settings[name]);
    const key = JSON.stringify(values);
    const cell = cells.get(key) ?? { values, records: [] };
    cell.records.push(record);
    cells.set(key, cell);
  }
  return [...cells.values()].sort((a, b) => compare(a.values, b.values));
}

/** A setting's value for people; a dash for one that a run does not have. */
export function settingText(value: SettingValue): string {
  if (value === undefined) return '–';
  return typeof value === 'object' ? value.join('-') : String(value);
}

/** The first difference decides: the smaller number, the shorter network, or the word that comes first. */
function compare(a: readonly SettingValue[], b: readonly SettingValue[]): number {
  for (const [index, value] of a.entries()) {
    const other = b[index];
    const order =
      typeof value === 'string' || typeof other === 'string'
        ? settingText(value).localeCompare(settingText(other), 'en')
        : size(value) - size(other);
    if (order !== 0) return order;
  }
  return 0;
}

function size(value: Exclude<SettingValue, string>): number {
  if (value === undefined) return -Infinity;
  return typeof value === 'object' ? value.length : Number(value);
}
