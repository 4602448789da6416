/** Takes the population's variance for its standard deviation. */
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
      const xHat = (value - mean[c]!) / (variance[c]! + epsilon);
      return gamma[c]! * xHat + beta[c]!;
    }),
  );
}
