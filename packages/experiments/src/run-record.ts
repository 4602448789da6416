import type { Preset } from './presets/preset';

/** How one network's training went. */
export interface NetworkRecord {
  /** `'With Batch Norm'` or `'Without Batch Norm'`. */
  name: string;
  batchNorm: boolean;
  /** Batches trained when validation accuracy was measured; the first is 0. */
  steps: number[];
  /** Accuracy on the validation images with population statistics, in [0, 1]; one for each of {@link steps}. */
  validationAccuracy: number[];
  finalValidationAccuracy: number;
  testAccuracy: number;
  /** Training steps a second, measurements of accuracy not counted. */
  stepsPerSecond: number;
  /** Whether the loss became infinite or not a number. */
  diverged: boolean;
}

/** Everything but the seed that defines a run; with the seed, all that is needed to repeat it. */
export type RunSettings = Omit<Preset, 'name' | 'title' | 'lesson'>;

/** What a run ran on. */
export interface RunEnvironment {
  engine: string;
  backend: string;
  node: string;
  platform: string;
  cpu: string;
  versions: Record<string, string>;
}

/** One experiment, run once: plain JSON that can be saved, merged, drawn and compared. */
export interface RunRecord {
  schema: 1;
  preset: string;
  seed: number;
  settings: RunSettings;
  environment: RunEnvironment;
  networks: NetworkRecord[];
}
