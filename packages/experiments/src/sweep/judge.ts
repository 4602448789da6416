import type { NamedSweep, SweptRun } from './named-sweep';
import { summarizeSweep, type CellSummary, type VariantSummary } from './summarize-sweep';

/** How a sweep's claim fared. */
export interface Verdict {
  sweep: string;
  claim: string;
  /** All that the claim predicts, in words. */
  prediction: string;
  /** Its parts, and which of them came true in these runs. */
  predictions: { text: string; holds: boolean }[];
  /** Whether all of them did. */
  holds: boolean;
  seeds: number[];
}

/** Holds the runs of a sweep against what its claim predicts. */
export function judge({ name, claim, predictions }: NamedSweep, runs: readonly SweptRun[]): Verdict {
  const parts = predictions.map(({ text, holds }) => ({ text, holds: holds(runs) }));
  return {
    sweep: name,
    claim,
    prediction: parts.map(({ text }) => text).join(' '),
    predictions: parts,
    holds: parts.every(({ holds }) => holds),
    seeds: [...new Set(runs.map(({ record }) => record.seed))],
  };
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
