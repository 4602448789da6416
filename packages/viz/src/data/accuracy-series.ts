import type { NetworkRecord, RunRecord } from './run-record';

/** One measurement: the accuracy `y` at the training step `x`. */
interface AccuracyPoint {
  readonly x: number;
  readonly y: number;
}

/** What one run measured of one network, up to where it diverged. */
export interface AccuracyRun {
  readonly points: readonly AccuracyPoint[];
  readonly diverged: boolean;
  /** Whether a value that is not finite ended the line before the run. */
  readonly cutShort: boolean;
}

/** The runs of the networks of one name. */
export interface AccuracySeries {
  readonly name: string;
  readonly batchNorm: boolean;
  readonly runs: readonly AccuracyRun[];
}

/** Gathers the networks of checked records by name, in the order in which the names first come up. */
export function accuracySeries(records: readonly RunRecord[]): AccuracySeries[] {
  const networks = records.flatMap((record) => record.networks);
  const names = [...new Set(networks.map((network) => network.name))];
  return names.map((name) => {
    const ofName = networks.filter((network) => network.name === name);
    return { name, batchNorm: ofName.some((network) => network.batchNorm), runs: ofName.map(accuracyRun) };
  });
}

/** The last measurement of each run that has one. */
export function lastPoints(series: AccuracySeries): AccuracyPoint[] {
  return series.runs.flatMap((run) => run.points.slice(-1));
}

/** Where an axis of steps ends: at the last step measured, or where asked for if that is later. */
export function lastStepOf(series: readonly AccuracySeries[], asked = 0): number {
  const steps = series.flatMap(({ runs }) => runs.flatMap(({ points }) => points.map(({ x }) => x)));
  return steps.reduce((last, step) => Math.max(last, step), asked) || 1;
}

/** What a run measured of a network, up to the first value that is not finite. */
export function accuracyRun({ steps, validationAccuracy, diverged = false }: NetworkRecord): AccuracyRun {
  const values = Array.from(validationAccuracy);
  const firstBad = values.findIndex((value) => value === null || !Number.isFinite(value));
  const finite = firstBad < 0 ? values : values.slice(0, firstBad);
  const points = finite.map((accuracy, index) => ({ x: steps[index]!, y: accuracy! }));
  const cutShort = firstBad >= 0;
  return { points, diverged: diverged || cutShort, cutShort };
}
