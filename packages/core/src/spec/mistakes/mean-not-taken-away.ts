/** Divides by the standard deviation without taking the mean away. */
export function training(x: number[][], gamma: number[], beta: number[], epsilon: number) {
  const m = x.length;
  const mean = gamma.map((_, c) => x.reduce((sum, example) => sum + example[c]!, 0) / m);
  const variance = gamma.map(
    (_, c) => x.reduce((sum, example) => sum + (example[c]! - mean[c]!) ** 2, 0) / m,
  );
  const y = x.map((example) =>
    example.map((value, c) => {
      const xHat = value / Math.sqrt(variance[c]! + epsilon);
      return gamma[c]! * xHat + beta[c]!;
    }),
  );
  return { y, mean, variance };
}
