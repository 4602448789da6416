/** Leaves epsilon out at inference. */
export function inference(
  x: number[][],
  mean: number[],
  variance: number[],
  gamma: number[],
  beta: number[],
) {
  return x.map((example) =>
    example.map((value, c) => {
      const xHat = (value - mean[c]!) / Math.sqrt(variance[c]!);
      return gamma[c]! * xHat + beta[c]!;
    }),
  );
}
