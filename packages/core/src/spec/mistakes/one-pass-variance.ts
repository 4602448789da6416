/** Takes the variance as the mean of squares minus the square of the mean. */
export function training(x: number[][], gamma: number[], beta: number[], epsilon: number) {
  const m = x.length;
  const mean = gamma.map((_, c) => x.reduce((sum, example) => sum + example[c]!, 0) / m);
  const meanSquare = gamma.map((_, c) => x.reduce((sum, example) => sum + example[c]! ** 2, 0) / m);
  const variance = meanSquare.map((value, c) => value - mean[c]! ** 2);
  const y = x.map((example) =>
    example.map((value, c) => {
      const xHat = (value - mean[c]!) / Math.sqrt(variance[c]! + epsilon);
      return gamma[c]! * xHat + beta[c]!;
    }),
  );
  return { y, mean, variance };
}
