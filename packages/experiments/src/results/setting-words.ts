import type { RunSettings } from '../record/run-settings';

export type SettingName = keyof RunSettings;
export type SettingValue = RunSettings[SettingName];

/** The name of a setting in words: `learning rate`. */
export function settingName(name: SettingName): string {
  return names[name] ?? name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

/** A setting's value in words; of layer sizes, the number of hidden layers; of one left out, its default. */
export function settingText(settings: RunSettings, name: SettingName): string {
  const value = settings[name];
  if (value === undefined) return defaults[name] ?? 'default';
  if (typeof value === 'object') return String(value.length - 2);
  return words[String(value)] ?? String(value);
}

/** A setting's value as a number: of layer sizes, that of hidden layers; NaN for what is none. */
export function settingNumber(settings: RunSettings, name: SettingName): number {
  const value = settings[name];
  if (typeof value === 'object') return value.length - 2;
  return typeof value === 'number' ? value : NaN;
}

/** The values of several settings in one phrase: `activation ReLU, learning rate 0.1`. */
export function settingsPhrase(settings: RunSettings, chosen: readonly SettingName[]): string {
  return chosen.map((name) => `${settingName(name)} ${settingText(settings, name)}`).join(', ');
}

const names: Partial<Record<SettingName, string>> = {
  layerSizes: 'hidden layers',
  standardDeviation: 'standard deviation of the starting weights',
  weightScaling: 'starting weights',
  trainingBatches: 'steps',
  placement: 'batch norm',
};

const defaults: Partial<Record<SettingName, string>> = {
  weightScaling: 'of one standard deviation',
  placement: 'before the activation',
  trainingImages: 'all',
  normalization: 'batch',
  network: 'dense',
  optimizer: 'sgd',
  weightDecay: '0',
  epsilon: '0.001',
  momentum: '0.99',
  dropout: '0',
  repeat: '0',
};

const words: Readonly<Record<string, string>> = {
  glorot: 'scaled to the width',
  he: 'scaled to the inputs',
  none: 'of one standard deviation',
  'before-activation': 'before the activation',
  'after-activation': 'after the activation',
  leakyRelu: 'leaky ReLU',
  relu: 'ReLU',
  elu: 'ELU',
};
