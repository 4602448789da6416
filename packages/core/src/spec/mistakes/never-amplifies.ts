/** Makes large standard deviations smaller, but small ones no larger. */
export function training(x: number[][], gamma: number[], beta: number[], epsilon: number) {
  const m = x.length;
  const mean = gamma.map((_, c) => x.reduce((sum, example) => sum + example[c]!, 0) / m);
  const variance = gamma.map(
    (_, c) => x.reduce((sum, example) => sum + (example[c]! - mean[c]!) ** 2, 0) / m,
  );
  const y = x.map((example) =>
    example.map((value, c) => {
      const xHat = (value - mean[c]!) / Math.max(1, Math.sqrt(variance[c]! + epsilon));
      return gamma[c]! * xHat + beta[c]!;
    }),
  );
  return { y, mean, variance };
}
