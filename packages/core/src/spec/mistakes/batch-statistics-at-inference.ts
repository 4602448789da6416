/** Normalizes with the statistics of whatever batch it is given, at inference too. */
export function inference(
  x: number[][],
  _mean: number[],
  _variance: number[],
  gamma: number[],
  beta: number[],
  epsilon: number,
) {
  const m = x.length;
  const mean = gamma.map((_, c) => x.reduce((sum, example) => sum + example[c]!, 0) / m);
  const variance = gamma.map(
    (_, c) => x.reduce((sum, example) => sum + (example[c]! - mean[c]!) ** 2, 0) / m,
  );
  return x.map((example) =>
    example.map((value, c) => {
      const xHat = (value - mean[c]!) / Math.sqrt(variance[c]! + epsilon);
      return gamma[c]! * xHat + beta[c]!;
    }),
  );
}
