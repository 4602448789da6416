import type { RunRecord } from '@bnlab/experiments';

export type SettingName = keyof RunRecord['settings'];

export interface SweptAxes {
  /** Settings that are numbers and have three values or more, that of most values first: at most two. */
  scaled: readonly SettingName[];
  /** The other settings that vary: a picture for each combination of their values. */
  panels: readonly SettingName[];
}

/** Told apart by the networks' names and colours, not by where they are drawn. */
const NAMED_IN_NETWORK: readonly SettingName[] = ['normalization', 'ghostBatchSize', 'placement'];

/** Which settings vary in the records of a sweep, and how they are laid out in pictures. */
export function sweptAxes(records: readonly RunRecord[]): SweptAxes {
  const names = [...new Set(records.flatMap(({ settings }) => Object.keys(settings) as SettingName[]))];
  const values = (name: SettingName) => new Set(records.map((record) => settingText(record, name)));
  const swept = names.filter((name) => values(name).size > 1 && !NAMED_IN_NETWORK.includes(name));
  const isScale = (name: SettingName) =>
    values(name).size >= 3 && [...values(name)].every((value) => Number.isFinite(Number(value)));
  const scaled = swept
    .filter(isScale)
    .sort((a, b) => values(b).size - values(a).size)
    .slice(0, 2);
  const others = swept
    .filter((name) => !scaled.includes(name))
    // Of settings that vary together, the one that says more is told.
    .sort((a, b) => Number(b === 'weightScaling') - Number(a === 'weightScaling'));
  const isNew = (name: SettingName, index: number) =>
    !others.slice(0, index).some((other) => varyTogether(records, other, name));
  return { scaled, panels: others.filter(isNew) };
}

/** Whether each value of one setting comes with one value of the other. */
function varyTogether(records: readonly RunRecord[], a: SettingName, b: SettingName): boolean {
  const count = (...names: SettingName[]) =>
    new Set(records.map((record) => names.map((name) => settingText(record, name)).join('\n'))).size;
  return count(a, b) === count(a) && count(a) === count(b);
}

/** A setting's value in a record as text; of the layers' sizes, how many hidden layers there are. */
export function settingText({ settings }: RunRecord, name: SettingName): string {
  const value = settings[name];
  if (Array.isArray(value)) return String(value.length - 2);
  return value === undefined ? (defaults[name] ?? 'default') : (words[String(value)] ?? String(value));
}

/** What a setting is called. */
export function settingName(name: SettingName): string {
  return names[name] ?? sentence(name);
}

const names: Partial<Record<SettingName, string>> = {
  layerSizes: 'Hidden layers',
  standardDeviation: 'Deviation of the starting weights',
  weightScaling: 'Starting weights',
  trainingImages: 'Images to learn from',
  batchSize: 'Images a batch',
  placement: 'Normalized',
};

const defaults: Partial<Record<SettingName, string>> = {
  weightScaling: 'small in every layer',
  placement: 'before the activation',
  epsilon: '0.001',
  momentum: '0.99',
  dropout: '0',
};

const words: Readonly<Record<string, string>> = {
  glorot: 'scaled to the width',
  'before-activation': 'before the activation',
  'after-activation': 'after the activation',
  leakyRelu: 'leaky ReLU',
  relu: 'ReLU',
};

/** `learningRate` as `Learning rate`. */
function sentence(name: string): string {
  const spaced = name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}
