/** Normalizes how far each value is from the mean, whichever way. */
export function training(x: number[][], gamma: number[], beta: number[], epsilon: number) {
  const m = x.length;
  const mean = gamma.map((_, c) => x.reduce((sum, example) => sum + example[c]!, 0) / m);
  const variance = gamma.map(
    (_, c) => x.reduce((sum, example) => sum + (example[c]! - mean[c]!) ** 2, 0) / m,
  );
  const distances = x.map((example) => example.map((value, c) => Math.abs(value - mean[c]!)));
  const center = gamma.map((_, c) => distances.reduce((sum, row) => sum + row[c]!, 0) / m);
  const spread = gamma.map(
    (_, c) => distances.reduce((sum, row) => sum + (row[c]! - center[c]!) ** 2, 0) / m,
  );
  const y = distances.map((row) =>
    row.map((value, c) => {
      const xHat = (value - center[c]!) / Math.sqrt(spread[c]! + epsilon);
      return gamma[c]! * xHat + beta[c]!;
    }),
  );
  return { y, mean, variance };
}
