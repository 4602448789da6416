/** Scales kernel and bias, and forgets to take the mean away. */
export function fold(
  kernel: number[][],
  bias: number[],
  _mean: number[],
  variance: number[],
  gamma: number[],
  beta: number[],
  epsilon: number,
) {
  const scale = gamma.map((value, c) => value / Math.sqrt(variance[c]! + epsilon));
  return {
    kernel: kernel.map((row) => row.map((weight, c) => weight * scale[c]!)),
    bias: bias.map((value, c) => value * scale[c]! + beta[c]!),
  };
}
