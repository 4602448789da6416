/** Computes x * scale + shift in float32 at inference, whose two terms cancel where the mean is large. */
export function inference(
  x: number[][],
  mean: number[],
  variance: number[],
  gamma: number[],
  beta: number[],
  epsilon: number,
) {
  const scale = gamma.map((value, c) => Math.fround(value / Math.sqrt(variance[c]! + epsilon)));
  const shift = beta.map((value, c) => Math.fround(value - mean[c]! * scale[c]!));
  return x.map((example) =>
    example.map((value, c) => Math.fround(Math.fround(value * scale[c]!) + shift[c]!)),
  );
}
