/** Takes mean and variance over the channels of each example: that is layer normalization. */
export function training(x: number[][], gamma: number[], beta: number[], epsilon: number) {
  const channels = gamma.length;
  const mean = x.map((example) => example.reduce((sum, value) => sum + value, 0) / channels);
  const variance = x.map(
    (example, i) => example.reduce((sum, value) => sum + (value - mean[i]!) ** 2, 0) / channels,
  );
  const y = x.map((example, i) =>
    example.map((value, c) => {
      const xHat = (value - mean[i]!) / Math.sqrt(variance[i]! + epsilon);
      return gamma[c]! * xHat + beta[c]!;
    }),
  );
  return { y, mean, variance };
}
