import type { Preset } from '../presets/preset';
import { checkPreset, checkSeed } from './check-plan-arguments';
import { overrideSettings, type Overrides } from './override-settings';
import type { RunSettings } from '../record/run-settings';

/** A run that is to be made: with its seed and settings, all that its record will depend on. */
export interface RunPlan {
  /** Names the run's directory: the preset, the images if they are not MNIST's, what else differs from it, the seed. */
  readonly id: string;
  readonly preset: string;
  readonly seed: number;
  readonly settings: RunSettings;
  /** Networks to train: without and with batch norm, in this order. */
  readonly variants: readonly boolean[];
  readonly predictions?: Preset['predictions'];
  readonly overrides: Overrides;
}

/**
 * Plans a run of a preset.
 *
 * @throws ArgumentError if an override has no such name, or cannot have such a value.
 */
export function planRun(preset: Preset, seed: number, overrides: Overrides = {}): RunPlan {
  checkPreset('planRun', preset);
  checkSeed('planRun', seed);
  const { name, title, lesson, predictions, ...settings } = preset;
  const changes = Object.entries(overrides).map(([key, value]) => `-${key}${value}`);
  const images = settings.data === undefined ? '' : `-${settings.data}`;
  return {
    id: `${name}${images}${changes.join('')}-seed${seed}`,
    preset: name,
    seed,
    settings: overrideSettings(settings, overrides),
    variants: predictions ? [true] : [false, true],
    predictions,
    overrides,
  };
}
