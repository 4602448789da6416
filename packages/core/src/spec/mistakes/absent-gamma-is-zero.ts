export const optionalGammaAndBeta = true;

/** Takes an absent gamma for zeros, like an absent beta. */
export function training(
  x: number[][],
  gamma: number[] | undefined,
  beta: number[] | undefined,
  epsilon: number,
) {
  const m = x.length;
  const zeros = (x[0] ?? []).map(() => 0);
  const [scale, shift] = [gamma ?? zeros, beta ?? zeros];
  const mean = zeros.map((_, c) => x.reduce((sum, example) => sum + example[c]!, 0) / m);
  const variance = zeros.map(
    (_, c) => x.reduce((sum, example) => sum + (example[c]! - mean[c]!) ** 2, 0) / m,
  );
  const y = x.map((example) =>
    example.map((value, c) => {
      const xHat = (value - mean[c]!) / Math.sqrt(variance[c]! + epsilon);
      return scale[c]! * xHat + shift[c]!;
    }),
  );
  return { y, mean, variance };
}
