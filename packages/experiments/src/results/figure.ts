import type { RunRecord } from '../record/run-record';

/** A point of a network in a sweep: what one seed gave with some settings. */
export interface FigureRow {
  /** The value of the scaled setting. */
  x: number;
  network: string;
  batchNorm: boolean;
  /** Test accuracy, in [0, 1]. */
  value: number;
  failed: boolean;
}

/** A point of a network in a sweep over two settings. */
export interface MapRow extends FigureRow {
  /** The value of the second scaled setting. */
  y: number;
}

/** When a network first reached an accuracy. */
export interface ReachRow {
  network: string;
  batchNorm: boolean;
  seed: number;
  target: number;
  /** Steps to it; null if it never got there. */
  value: number | null;
  seconds: number | null;
}

/** How the values of a layer were distributed at a step. */
export interface DistributionRow {
  network: string;
  batchNorm: boolean;
  step: number;
  layer: number;
  quantiles: (number | null)[];
}

/** A figure without drawing: its rows, and what it says. `chart` names the function of `@bnlab/viz` that draws it. */
export type Figure = { title: string } & (
  | { chart: 'sweepCurve'; rows: FigureRow[]; setting: string; scale: 'log' | 'linear' }
  | { chart: 'settingsHeatMap'; rows: MapRow[]; x: string; y: string }
  | { chart: 'timeToAccuracy'; rows: ReachRow[] }
  | { chart: 'activationDistributions'; rows: DistributionRow[]; shares: number[]; measure: string }
  | { chart: 'accuracyChart' | 'seedBands'; records: readonly RunRecord[] }
);
