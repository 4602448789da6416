/** Normalizes a batch, x[example][channel], with its own statistics. */
export function training(x: number[][], gamma: number[], beta: number[], epsilon: number) {
  const mean = gamma.map((_, channel) => average(x.map((example) => example[channel]!)));
  const variance = mean.map((center, channel) =>
    average(x.map((example) => (example[channel]! - center) ** 2)),
  );
  return { y: inference(x, mean, variance, gamma, beta, epsilon), mean, variance };
}

/** Normalizes with the mean and variance that training has collected. */
export function inference(
  x: number[][],
  mean: number[],
  variance: number[],
  gamma: number[],
  beta: number[],
  epsilon: number,
) {
  return x.map((example) =>
    example.map((value, channel) => {
      const xHat = (value - mean[channel]!) / Math.sqrt(variance[channel]! + epsilon);
      return gamma[channel]! * xHat + beta[channel]!;
    }),
  );
}

function average(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
