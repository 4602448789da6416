import type { NamedSweep, SweptRun } from './named-sweep';
import { summarizeSweep, type CellSummary, type VariantSummary } from './summarize-sweep';

/** How a sweep's prediction fared. */
export interface Verdict {
  sweep: string;
  claim: string;
  prediction: string;
  /** Whether the prediction came true in these runs. */
  holds: boolean;
  seeds: number[];
}

/** Holds the runs of a sweep against what its claim predicts. */
export function judge({ name, claim, prediction, holds }: NamedSweep, runs: readonly SweptRun[]): Verdict {
  const seeds = [...new Set(runs.map(({ record }) => record.seed))];
  return { sweep: name, claim, prediction, holds: holds(runs), seeds };
}

/** The cells of a sweep's runs. */
export function cellsOf(runs: readonly SweptRun[]): CellSummary[] {
  return summarizeSweep(
    runs.map(({ plan }) => plan),
    runs.map(({ record }) => record),
  );
}

/** Cells in which a kind of network has learned: its median test accuracy is at least 90 %. */
export function learned(
  cells: readonly CellSummary[],
  kind: 'withoutBatchNorm' | 'withBatchNorm',
): CellSummary[] {
  return cells.filter((cell) => medianOf(cell[kind]) >= 0.9);
}

/** Cells in which the settings have these values. */
export function cellsWith(cells: readonly CellSummary[], values: CellSummary['overrides']): CellSummary[] {
  return cells.filter(({ overrides }) =>
    Object.entries(values).every(([name, value]) => overrides[name] === value),
  );
}

/** The median test accuracy of a kind of network. */
export function medianOf(variant: VariantSummary | undefined): number {
  return variant?.testAccuracy.median ?? NaN;
}
