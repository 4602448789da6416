import type { RunRecord, RunSettings } from '@bnlab/experiments';
import { settingText } from './grid-cells';
import type { RecordGroup } from './group-records';

/** How a sweep is laid out on paper. */
export interface SweptAxes {
  /** Settings with a scale, that of most values first: one is a curve, two are a map. */
  scaled: (keyof RunSettings)[];
  /** The others: a picture for each combination of their values. */
  panels: (keyof RunSettings)[];
}

/** Fewer values than this are compared side by side; as many are a scale. */
const SCALE = 3;

/** Which normalization a network has is told by its name, not by where it is drawn. */
const namesNetwork: readonly (keyof RunSettings)[] = ['normalization', 'ghostBatchSize'];

/** Finds the scales and the panels of a sweep. A panel's deviation goes with its weight scaling, and is not a scale. */
export function sweptAxes({ records, swept }: Pick<RecordGroup, 'records' | 'swept'>): SweptAxes {
  const drawn = swept.filter((name) => !namesNetwork.includes(name));
  const count = (name: keyof RunSettings) =>
    new Set(records.map((record) => settingNumber(record, name))).size;
  const scaled = drawn
    .filter(
      (name) =>
        records.every((record) => Number.isFinite(settingNumber(record, name))) && count(name) >= SCALE,
    )
    .sort((a, b) => count(b) - count(a))
    .slice(0, 2);
  return { scaled, panels: drawn.filter((name) => !scaled.includes(name)) };
}

/** A setting as a number: of hidden layers, for the layers' sizes; NaN for what is none. */
export function settingNumber({ settings }: RunRecord, name: keyof RunSettings): number {
  const value = settings[name];
  if (typeof value === 'object') return value.length - 2;
  return typeof value === 'number' ? value : NaN;
}

/** The records of each panel, and what they have in common. */
export function panelsOf(records: readonly RunRecord[], panels: SweptAxes['panels']) {
  const byTitle = new Map<string, RunRecord[]>();
  for (const record of records) {
    const title = panels
      .map((name) => `${settingName(name)} ${settingText(record.settings[name])}`)
      .join(', ');
    byTitle.set(title, [...(byTitle.get(title) ?? []), record]);
  }
  return [...byTitle].map(([title, ofPanel]) => ({ title, records: ofPanel }));
}

const names: Partial<Record<keyof RunSettings, string>> = {
  layerSizes: 'hidden layers',
  standardDeviation: 'deviation of the starting weights',
  trainingBatches: 'batches trained',
  trainingImages: 'training images',
  batchSize: 'images a batch',
};

/** A setting's name in words. */
export function settingName(name: keyof RunSettings): string {
  return names[name] ?? name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
