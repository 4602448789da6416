/** Adds differences to the first value in float32: right at any offset, and wrong where the first value is far from the rest. */
export function training(x: number[][], gamma: number[], beta: number[], epsilon: number) {
  const m = x.length;
  const first = gamma.map((_, c) => x[0]![c]!);
  const shifted = x.map((example) => example.map((value, c) => Math.fround(value - first[c]!)));
  const float32Mean = (values: (example: number[], c: number) => number) =>
    gamma.map((_, c) => shifted.reduce((sum, example) => Math.fround(sum + values(example, c)), 0) / m);
  const shiftedMean = float32Mean((example, c) => example[c]!);
  const variance = float32Mean((example, c) => (example[c]! - shiftedMean[c]!) ** 2);
  const mean = first.map((value, c) => value + shiftedMean[c]!);
  const y = shifted.map((example) =>
    example.map((value, c) => {
      const xHat = (value - shiftedMean[c]!) / Math.sqrt(variance[c]! + epsilon);
      return gamma[c]! * xHat + beta[c]!;
    }),
  );
  return { y, mean, variance };
}
