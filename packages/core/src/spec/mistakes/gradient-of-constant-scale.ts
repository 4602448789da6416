/** Leaves the standard deviation out of the gradient. */
export function gradient(x: number[][], gamma: number[], _beta: number[], epsilon: number, dy: number[][]) {
  const m = x.length;
  const mean = gamma.map((_, c) => x.reduce((sum, example) => sum + example[c]!, 0) / m);
  const variance = gamma.map(
    (_, c) => x.reduce((sum, example) => sum + (example[c]! - mean[c]!) ** 2, 0) / m,
  );
  const s = variance.map((value) => 1 / Math.sqrt(value + epsilon));
  const xHat = x.map((example) => example.map((value, c) => (value - mean[c]!) * s[c]!));
  const dbeta = gamma.map((_, c) => dy.reduce((sum, row) => sum + row[c]!, 0));
  const dgamma = gamma.map((_, c) => dy.reduce((sum, row, i) => sum + row[c]! * xHat[i]![c]!, 0));
  const dx = dy.map((row, i) =>
    row.map((g, c) => gamma[c]! * (g - dbeta[c]! / m - (xHat[i]![c]! * dgamma[c]!) / m)),
  );
  return { dx, dgamma, dbeta };
}
