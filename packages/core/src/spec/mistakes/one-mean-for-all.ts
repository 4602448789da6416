/** Takes one mean and one variance for all channels together. */
export function training(x: number[][], gamma: number[], beta: number[], epsilon: number) {
  const all = x.flat();
  const mean = all.reduce((sum, value) => sum + value, 0) / all.length;
  const variance = all.reduce((sum, value) => sum + (value - mean) ** 2, 0) / all.length;
  const y = x.map((example) =>
    example.map((value, c) => {
      const xHat = (value - mean) / Math.sqrt(variance + epsilon);
      return gamma[c]! * xHat + beta[c]!;
    }),
  );
  return { y, mean: gamma.map(() => mean), variance: gamma.map(() => variance) };
}
