import type { Overrides } from '../plan/override-settings';
import type { NetworkRecord, PreactivationRecord } from '../record/run-record';
import type { SweptRun } from './named-sweep';
import { groupRuns } from './summarize-sweep';
import { quartiles } from './summary';

/** Median drift over seeds of one hidden layer. Null is infinite. */
export interface DriftSummary {
  preset: string;
  overrides: Overrides;
  /** The hidden layer's place, from 1. */
  layer: number;
  withoutBatchNorm: number | null;
  withBatchNorm: number | null;
}

/** The drift of each hidden layer in each cell of a sweep. */
export function summarizeDrift(runs: readonly SweptRun[]): DriftSummary[] {
  return groupRuns(runs, ({ plan }) => plan.overrides).flatMap((ofCell) => {
    const { preset, overrides } = ofCell[0]!.plan;
    const [without, withBatchNorm] = [false, true].map((batchNorm) => {
      const networks = ofCell.flatMap(({ record }) => record.networks);
      return networks.filter((network) => network.batchNorm === batchNorm).map(drift);
    });
    return (without![0] ?? []).map((_, layer) => ({
      ...{ preset, overrides, layer: layer + 1 },
      withoutBatchNorm: medianOf(without!, layer),
      withBatchNorm: medianOf(withBatchNorm!, layer),
    }));
  });
}

function medianOf(drifts: readonly number[][], layer: number): number | null {
  const { median } = quartiles(drifts.map((ofLayers) => ofLayers[layer]!));
  return Number.isFinite(median) ? median : null;
}

/**
 * How far the values before each hidden layer's activation wander during training, in deviations: the sum over
 * neighbouring looks of the mean distance between the quantiles, each divided by how wide the values are spread then.
 *
 * The spread is half the distance from the first quantile to the last, about a deviation when these are at 15 % and 85 %.
 * Infinity for a layer whose values were not finite or all the same at some look.
 *
 * @returns A number for each hidden layer; none if nobody looked.
 */
export function drift({ preactivations }: NetworkRecord): number[] {
  return preactivations?.layers.map(layerDrift) ?? [];
}

function layerDrift(looks: PreactivationRecord['layers'][number]): number {
  const distances = looks.slice(1).map((next, index) => distance(looks[index]!, next));
  return distances.reduce((sum, value) => sum + value, 0);
}

function distance(quantiles: readonly (number | null)[], next: readonly (number | null)[]): number {
  const moved = quantiles.map((quantile, index) => Math.abs((next[index] ?? NaN) - (quantile ?? NaN)));
  const spread = ((quantiles.at(-1) ?? NaN) - (quantiles[0] ?? NaN)) / 2;
  const result = moved.reduce((sum, value) => sum + value, 0) / moved.length / spread;
  return Number.isFinite(result) ? result : Infinity;
}
