import type { UnitBatch } from '../../live/unit-batch';

/** Added to the variance by both kinds of network. */
export const EPSILON = 1e-3;

/** A unit's batch with what batch norm makes of it. */
export interface NormalizedUnit {
  /** sqrt(variance + epsilon) */
  deviation: number;
  /** (x - mean) / deviation */
  xHat: number[];
  /** gamma xHat + beta */
  y: number[];
}

/** The equations of batch norm over a unit's batch; undefined where the unit has no batch norm. */
export function normalizeUnit({
  values,
  mean,
  variance,
  gamma,
  beta,
}: UnitBatch): NormalizedUnit | undefined {
  if (gamma === undefined || beta === undefined) return undefined;
  const deviation = Math.sqrt(variance + EPSILON);
  const xHat = Array.from(values, (value) => (value - mean) / deviation);
  return { deviation, xHat, y: xHat.map((value) => gamma * value + beta) };
}

/** A round range that holds all numbers, those that are none aside. */
export function roundRange(values: readonly number[]): readonly [number, number] {
  const finite = values.filter(Number.isFinite);
  if (finite.length === 0) return [-1, 1];
  const [low, high] = [Math.min(...finite), Math.max(...finite)];
  if (low === high) return [low - 0.5, low + 0.5];
  const step = 10 ** Math.floor(Math.log10(high - low));
  // What is rounded must not end inside, for the rounding of the product.
  return [Math.min(low, Math.floor(low / step) * step), Math.max(high, Math.ceil(high / step) * step)];
}
