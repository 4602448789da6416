import type { PlaygroundPreset } from './presets.data';
import { defaultSettings, type PlaygroundActivation, type PlaygroundSettings } from './settings';

/** The settings of one of the lesson's cells. Where the lesson ran a cell again, the starting weights are others. */
export function presetSettings({ name, activation, hidden, ...rest }: PlaygroundPreset): PlaygroundSettings {
  const { learningRate, standardDeviation, trainingBatches, batchesPerSample, batchSize } = rest;
  return {
    ...defaultSettings,
    ...{ learningRate, standardDeviation, trainingBatches, batchesPerSample, batchSize },
    activation: activation satisfies PlaygroundActivation,
    hidden,
    normalized: hidden.map(() => true),
    seed: name.endsWith('-again') ? 2 : 1,
  };
}

/** The preset whose settings these are, if it is one; how often is measured makes no difference to the networks. */
export function findPresetOf(
  settings: PlaygroundSettings,
  presets: readonly PlaygroundPreset[],
): PlaygroundPreset | undefined {
  const wanted = identity(settings);
  return presets.find((preset) => identity(presetSettings(preset)) === wanted);
}

function identity(settings: PlaygroundSettings): string {
  return JSON.stringify(Object.entries({ ...settings, batchesPerSample: 0 }).sort());
}
