import { planRun, type RunPlan } from './run-plan';
import type { Overrides } from './override-settings';
import type { Preset } from '../presets/preset';

/** Values to try for each of some settings: every combination is a cell of the grid. */
export type Grid = Readonly<Record<string, readonly (number | string)[]>>;

/** Every combination of the grid's values, the last setting varying fastest. */
export function gridCells(grid: Grid): Overrides[] {
  return Object.entries(grid).reduce<Overrides[]>(
    (cells, [name, values]) => cells.flatMap((cell) => values.map((value) => ({ ...cell, [name]: value }))),
    [{}],
  );
}

/**
 * Plans a sweep: each preset in each cell of the grid from each seed.
 *
 * @throws SettingError when a value cannot be taken.
 */
export function planSweep(presets: readonly Preset[], grid: Grid, seeds: readonly number[]): RunPlan[] {
  return presets.flatMap((preset) =>
    gridCells(grid).flatMap((cell) => seeds.map((seed) => planRun(preset, seed, cell))),
  );
}
