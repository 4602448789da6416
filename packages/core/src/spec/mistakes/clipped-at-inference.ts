/** Clips what it normalizes to six standard deviations. */
export function inference(
  x: number[][],
  mean: number[],
  variance: number[],
  gamma: number[],
  beta: number[],
  epsilon: number,
) {
  return x.map((example) =>
    example.map((value, c) => {
      const xHat = Math.max(-6, Math.min(6, (value - mean[c]!) / Math.sqrt(variance[c]! + epsilon)));
      return gamma[c]! * xHat + beta[c]!;
    }),
  );
}
