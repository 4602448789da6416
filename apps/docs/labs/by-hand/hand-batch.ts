/** What the reader sets: the values of one unit for the examples of a batch, and the gradient that comes back. */
export interface HandInputs {
  /** The unit's values, one an example; at least one. */
  readonly x: readonly number[];
  /** g = dL/dy, one an example. */
  readonly g: readonly number[];
  readonly gamma: number;
  readonly beta: number;
  /** Positive. */
  readonly epsilon: number;
}

/** Everything that the four equations and their gradient make of it. */
export interface HandBatch {
  mean: number;
  variance: number;
  /** sqrt(variance + epsilon) */
  deviation: number;
  xHat: number[];
  y: number[];
  /** dL/dgamma = sum(g xHat) */
  dGamma: number;
  /** dL/dbeta = sum(g) */
  dBeta: number;
  /** dL/dx = gamma / deviation (g - dBeta / m - xHat dGamma / m) */
  dx: number[];
}

/**
 * Batch normalization of one unit in float64, forward and back, every intermediate value kept.
 *
 * @throws {RangeError} when x is empty, g is not as long as x, or epsilon is not positive.
 */
export function computeByHand({ x, g, gamma, beta, epsilon }: HandInputs): HandBatch {
  if (x.length === 0) throw new RangeError('computeByHand: x must hold at least one value, got none');
  if (g.length !== x.length) {
    throw new RangeError(`computeByHand: g must hold ${x.length} values, as x does, got ${g.length}`);
  }
  if (!(epsilon > 0)) throw new RangeError(`computeByHand: epsilon must be positive, got ${epsilon}`);
  const m = x.length;
  const mean = average(x);
  const variance = average(x.map((value) => (value - mean) ** 2));
  const deviation = Math.sqrt(variance + epsilon);
  const xHat = x.map((value) => (value - mean) / deviation);
  const y = xHat.map((value) => gamma * value + beta);
  const dBeta = sum(g);
  const dGamma = sum(g.map((value, i) => value * xHat[i]!));
  const dx = g.map((value, i) => (gamma / deviation) * (value - dBeta / m - (xHat[i]! * dGamma) / m));
  return { mean, variance, deviation, xHat, y, dGamma, dBeta, dx };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** From differences to the first value: values that are all equal have exactly that value for their mean. */
function average(values: readonly number[]): number {
  const first = values[0]!;
  return first + sum(values.map((value) => value - first)) / values.length;
}
