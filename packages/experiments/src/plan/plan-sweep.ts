import { ArgumentError, show } from '@bnlab/arguments';
import { checkArray } from '../check-array';
import { checkSeeds } from './check-plan-arguments';
import { planRun, type RunPlan } from './run-plan';
import type { Overrides } from './override-settings';
import type { Preset } from '../presets/preset';

/** Values to try for each of some settings: every combination is a cell of the grid. */
export type Grid = Readonly<Record<string, readonly (number | string)[]>>;

/** Throws unless `grid` holds an array of values for each setting. */
export function checkGrid(functionName: string, grid: unknown): void {
  const isGrid =
    typeof grid === 'object' && grid !== null && Object.values(grid).every((values) => Array.isArray(values));
  if (isGrid) return;
  throw new ArgumentError(
    functionName,
    `grid must be an object such as { learningRate: [0.1, 1] }, got ${show(grid)}`,
  );
}

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
 * @throws ArgumentError if a value is not valid.
 */
export function planSweep(presets: readonly Preset[], grid: Grid, seeds: readonly number[]): RunPlan[] {
  checkArray('planSweep', 'presets', presets, 'presets');
  checkGrid('planSweep', grid);
  checkSeeds('planSweep', seeds);
  return presets.flatMap((preset) =>
    gridCells(grid).flatMap((cell) => seeds.map((seed) => planRun(preset, seed, cell))),
  );
}
