import { checkNetwork } from '../record/check-records';
import type { NetworkRecord, PreactivationRecord } from '../record/run-record';

/**
 * How far the values before each hidden layer's activation wander during training, in their own spread: the sum over
 * neighbouring looks of the mean distance between the quantiles, each divided by the spread at the first of the two.
 *
 * The spread is half the distance from the first quantile to the last: about a standard deviation if these are at 15 %
 * and 85 %. Infinity for a layer whose values were not finite, or all the same, at some look.
 *
 * @returns A number for each hidden layer; none if the run did not look at them.
 */
export function drift(network: NetworkRecord): number[] {
  checkNetwork('drift', network);
  return network.preactivations?.layers.map(layerDrift) ?? [];
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
