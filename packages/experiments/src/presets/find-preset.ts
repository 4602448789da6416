import { ArgumentError } from '@bnlab/arguments';
import { closest } from 'fastest-levenshtein';
import { lessonPresets } from './lesson';
import { networkPresets } from './networks';
import { predictionPresets } from './predictions';
import type { Preset } from './preset';

/** Every experiment that can be run by name. */
export const presets: readonly Preset[] = [...lessonPresets, ...predictionPresets, ...networkPresets];

/**
 * The preset of that name.
 *
 * @throws ArgumentError naming the nearest preset.
 */
export function findPreset(name: string): Preset {
  const found = presets.find((preset) => preset.name === name);
  if (found) return found;
  const names = presets.map((preset) => preset.name);
  throw new ArgumentError(
    'findPreset',
    `unknown preset "${name}"; did you mean ${closest(String(name), names)}?`,
  );
}
