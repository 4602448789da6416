import { ArgumentError, show } from '@bnlab/arguments';
import { checkGrid, planSweep, type Grid } from '../plan/plan-sweep';
import type { RunPlan } from '../plan/run-plan';
import type { Preset } from '../presets/preset';
import type { RunSettings } from '../record/run-settings';
import type { Cell } from '../results/cells';

/** The measure of a sweep: decides which table and which figures show it. */
export type SweepMeasure =
  | 'test accuracy'
  | 'steps to accuracy'
  | 'best test accuracy'
  | 'test accuracy at the best settings'
  | 'test accuracy by normalization'
  | 'test accuracy by placement'
  | 'drift';

/** Some of the cells of a sweep. */
export interface SweepPart {
  readonly grid: Grid;
  /** Which networks to train. Default both. */
  readonly networks?: 'both' | 'with batch norm';
}

/** Paired differences that an expectation wants to be above 0. */
export interface Comparison {
  /** Where it was made, in words: `activation ReLU, learning rate 0.1`. */
  readonly place: string;
  /** One for each seed. */
  readonly differences: readonly number[];
  /** The unit of the differences. Shares are shown in percentage points. */
  readonly unit:
    'points' | 'steps' | 'seconds' | 'learning rates' | 'standard deviations' | 'layers' | 'decades';
  /** The steps in which they are measured. Default 0. */
  readonly resolution?: number;
  /** Why nothing can be concluded here, if so: `neither network reached 90 %`. */
  readonly undecided?: string;
}

/** Something that the runs of a sweep show if its claim is true. */
export interface Expectation {
  /** In one sentence. */
  readonly text: string;
  /** The comparisons of which all must come out above 0. */
  readonly compare: (cells: readonly Cell[]) => Comparison[];
}

/** A benefit that batch norm is said to have, and the runs that could show that it has not. */
export interface NamedSweep {
  readonly name: string;
  /** One line for people. */
  readonly title: string;
  /** The claim, in one sentence. */
  readonly claim: string;
  /** The day from which the claim and what it expects read as they do, as YYYY-MM-DD. */
  readonly stated: string;
  /** The expectations that the runs must all meet for the claim to hold. */
  readonly expectations: readonly Expectation[];
  /** The settings common to all of its runs; the parts vary some of them. */
  readonly settings: RunSettings;
  readonly parts: readonly SweepPart[];
  /** Seeds to run from if none are given. */
  readonly seeds: readonly number[];
  readonly measure: SweepMeasure;
}

/**
 * Plans a named sweep. Its records carry the sweep's name where others have a preset's.
 *
 * @param grid Values to take instead of the sweep's own, or beside them.
 * @throws ArgumentError if a value is not valid.
 */
export function planNamedSweep(sweep: NamedSweep, seeds: readonly number[], grid: Grid = {}): RunPlan[] {
  checkSweep('planNamedSweep', sweep);
  checkGrid('planNamedSweep', grid);
  const { name, title, settings, parts } = sweep;
  const preset: Preset = { name, title, ...settings };
  return parts.flatMap((part) => {
    const plans = planSweep([preset], { ...part.grid, ...grid }, seeds);
    return part.networks === 'with batch norm' ? plans.map((plan) => ({ ...plan, variants: [true] })) : plans;
  });
}

/** Throws unless `sweep` is a named sweep. */
export function checkSweep(functionName: string, sweep: unknown): void {
  const { claim, parts, expectations } = Object(sweep) as Record<string, unknown>;
  if (typeof claim === 'string' && Array.isArray(parts) && Array.isArray(expectations)) return;
  throw new ArgumentError(
    functionName,
    `sweep must be a named sweep, as findSweep gives it, got ${show(sweep)}`,
  );
}
