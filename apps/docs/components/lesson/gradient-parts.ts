import { momentsOf, normalizeBatch } from './moments';

/** The gradient on its way back through the normalization of one unit, taken apart. */
export interface GradientParts {
  readonly normalized: readonly number[];
  /** The mean of what comes back: the gradient of beta, divided by the number of values. */
  readonly mean: number;
  /** How much of it rises with the normalized value: the gradient of gamma, divided by the number of values. */
  readonly slope: number;
  /** What a straight line through the points cannot explain. */
  readonly rest: readonly number[];
  /** What arrives at the values: the rest, times gamma, divided by the root of the variance and epsilon. */
  readonly arriving: readonly number[];
}

/**
 * What of the gradients `g` with respect to the outputs arrives at the inputs `x` of batch norm.
 *
 * dL/dx_j = gamma / s (g_j - mean(g) - xhat_j mean(g xhat)) with s = sqrt(variance + epsilon)
 */
export function gradientParts(
  x: readonly number[],
  g: readonly number[],
  { gamma = 1, epsilon = 0.001 } = {},
): GradientParts {
  const normalized = normalizeBatch(x, epsilon);
  const mean = momentsOf(g).mean;
  const slope = momentsOf(g.map((value, index) => value * normalized[index]!)).mean;
  const rest = g.map((value, index) => value - mean - slope * normalized[index]!);
  const root = Math.sqrt(momentsOf(x).variance + epsilon);
  return { normalized, mean, slope, rest, arriving: rest.map((value) => (gamma * value) / root) };
}
