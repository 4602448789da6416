import { checkBatch, checkPlainArguments } from './plain-arguments';
import type { Batch, Channels } from './plain-values';

/*
 * Batch normalization in float64 on plain arrays, written to be read: the oracle that everything faster is compared
 * with. A batch is an array of examples, an example an array with one number per channel.
 */

export interface ReferenceTraining {
  y: number[][];
  mean: number[];
  variance: number[];
}

export interface ReferenceGradient {
  dx: number[][];
  dgamma: number[];
  dbeta: number[];
}

/** mean = sum(x) / m and variance = sum((x - mean)^2) / m per channel, over the m examples. In float64. */
export function referenceMoments(x: Batch): { mean: number[]; variance: number[] } {
  checkBatch('referenceMoments', 'x', x);
  return moments(x);
}

function moments(x: Batch): { mean: number[]; variance: number[] } {
  const columns = transpose(x);
  const mean = columns.map((column) => average(column));
  const variance = columns.map((column, c) => average(column.map((value) => (value - mean[c]!) ** 2)));
  return { mean, variance };
}

/** y = gamma * (x - mean) / sqrt(variance + epsilon) + beta with the mean and variance of the batch. In float64. */
export function referenceTraining(
  x: Batch,
  gamma: Channels | undefined,
  beta: Channels | undefined,
  epsilon: number,
): ReferenceTraining {
  checkPlainArguments('referenceTraining', x, { gamma, beta }, epsilon);
  const { mean, variance } = moments(x);
  return { y: normalize(x, mean, variance, gamma, beta, epsilon), mean, variance };
}

/** y = gamma * (x - mean) / sqrt(variance + epsilon) + beta with the mean and variance of the population. In float64. */
export function referenceInference(
  x: Batch,
  mean: Channels,
  variance: Channels,
  gamma: Channels | undefined,
  beta: Channels | undefined,
  epsilon: number,
): number[][] {
  checkPlainArguments('referenceInference', x, { mean, variance, gamma, beta }, epsilon);
  return normalize(x, mean, variance, gamma, beta, epsilon);
}

function normalize(
  x: Batch,
  mean: Channels,
  variance: Channels,
  gamma: Channels | undefined,
  beta: Channels | undefined,
  epsilon: number,
): number[][] {
  return x.map((example) =>
    example.map((value, c) => {
      const xHat = (value - mean[c]!) / Math.sqrt(variance[c]! + epsilon);
      return (gamma?.[c] ?? 1) * xHat + (beta?.[c] ?? 0);
    }),
  );
}

/**
 * The gradient of a loss L through {@link referenceTraining}, given dy = dL/dy. Per channel, with m examples:
 *
 *     dbeta  = sum(dy)
 *     dgamma = sum(dy * xHat)
 *     dx     = gamma / sqrt(variance + epsilon) * (dy - dbeta / m - xHat * dgamma / m)
 */
export function referenceGradient(
  x: Batch,
  gamma: Channels | undefined,
  epsilon: number,
  dy: Batch,
): ReferenceGradient {
  checkPlainArguments('referenceGradient', x, { gamma }, epsilon);
  checkBatch('referenceGradient', 'dy', dy);
  const { mean, variance } = moments(x);
  const xHat = normalize(x, mean, variance, undefined, undefined, epsilon);
  const m = x.length;
  const dbeta = variance.map((_, c) => total(dy.map((row) => row[c]!)));
  const dgamma = variance.map((_, c) => total(dy.map((row, i) => row[c]! * xHat[i]![c]!)));
  const dx = dy.map((row, i) =>
    row.map((g, c) => {
      const scale = (gamma?.[c] ?? 1) / Math.sqrt(variance[c]! + epsilon);
      return scale * (g - dbeta[c]! / m - (xHat[i]![c]! * dgamma[c]!) / m);
    }),
  );
  return { dx, dgamma, dbeta };
}

function transpose(x: Batch): number[][] {
  return (x[0] ?? []).map((_, c) => x.map((example) => example[c]!));
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

/** The mean, from differences to the first value so that a large offset costs no digits. */
function average(values: readonly number[]): number {
  const first = values[0] ?? 0;
  return first + total(values.map((value) => value - first)) / values.length;
}
