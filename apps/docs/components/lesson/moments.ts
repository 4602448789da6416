/** The mean and the biased variance of a batch, as batch normalization takes them. */
export interface Moments {
  readonly mean: number;
  readonly variance: number;
  readonly standardDeviation: number;
}

/** The epsilon of the lesson. */
export const EPSILON = 1e-3;

export function momentsOf(values: readonly number[]): Moments {
  const mean = average(values);
  const variance = average(values.map((value) => (value - mean) ** 2));
  return { mean, variance, standardDeviation: Math.sqrt(variance) };
}

/** x̂: the values minus their mean, over the root of their variance plus epsilon. */
export function normalizeBatch(values: readonly number[], epsilon = EPSILON): number[] {
  const { mean, variance } = momentsOf(values);
  return values.map((value) => (value - mean) / Math.sqrt(variance + epsilon));
}

/** From the distances to the first value: equal values have exactly that value for their mean. */
function average(values: readonly number[]): number {
  const first = values[0]!;
  return first + values.reduce((sum, value) => sum + (value - first), 0) / values.length;
}
