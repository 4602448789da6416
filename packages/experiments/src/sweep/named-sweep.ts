import type { Preset } from '../presets/preset';
import type { RunSettings } from '../record/run-settings';
import type { RunPlan } from '../plan/run-plan';
import type { RunRecord } from '../record/run-record';
import { planSweep, type Grid } from './plan-sweep';

/** A run that was made, and the cell of the sweep that it was planned for. */
export interface SweptRun {
  plan: Pick<RunPlan, 'preset' | 'overrides'>;
  record: RunRecord;
}

/** What a sweep looks at: it decides on the table that people see. */
export type SweepMeasure =
  'test accuracy' | 'steps to accuracy' | 'best test accuracy' | 'test accuracy by normalization' | 'drift';

/** Cells of a sweep. */
export interface SweepPart {
  readonly grid: Grid;
  /** Which networks to train. Default both. */
  readonly networks?: 'both' | 'with batch norm';
}

/** Something that the runs of a sweep show or do not show. */
export interface Prediction {
  /** In one sentence. */
  readonly text: string;
  /** Whether it came true. */
  readonly holds: (runs: readonly SweptRun[]) => boolean;
}

/** A benefit that batch norm is said to have, and the runs that could show that it has not. */
export interface NamedSweep {
  readonly name: string;
  /** One line for people. */
  readonly title: string;
  /** What is said, in one sentence. */
  readonly claim: string;
  /** What the runs must show if it is so: all of it. */
  readonly predictions: readonly Prediction[];
  /** What all of its runs share; the parts vary some of it. */
  readonly settings: RunSettings;
  readonly parts: readonly SweepPart[];
  /** Seeds to run from when nobody says otherwise. */
  readonly seeds: readonly number[];
  readonly measure: SweepMeasure;
}

/**
 * Plans a named sweep. Its records carry the sweep's name where others have a preset's.
 *
 * @param grid Values to take instead of the sweep's own, or beside them.
 * @throws SettingError when a value cannot be taken.
 */
export function planNamedSweep(
  { name, title, settings, parts }: NamedSweep,
  seeds: readonly number[],
  grid: Grid = {},
): RunPlan[] {
  const preset: Preset = { name, title, ...settings };
  return parts.flatMap((part) => {
    const plans = planSweep([preset], { ...part.grid, ...grid }, seeds);
    return part.networks === 'with batch norm' ? plans.map((plan) => ({ ...plan, variants: [true] })) : plans;
  });
}
