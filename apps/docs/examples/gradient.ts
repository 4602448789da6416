// One unit, a batch of five, and a loss that is any function of the outputs.
const x = [2.1, -0.4, 3.3, 0.8, 1.2];
const gamma = 1.5;
const beta = -0.2;
const epsilon = 0.001;
const loss = (y: number[]) => sum(y.map((yi, i) => (i + 1) * Math.tanh(yi)));
const lossGradient = (y: number[]) =>
  y.map((yi, i) => (i + 1) * (1 - Math.tanh(yi) ** 2));

// The closed form.
const { xHat, deviation, y } = batchNorm(x);
const g = lossGradient(y);
const dbeta = sum(g);
const dgamma = sum(g.map((gi, i) => gi * xHat[i]!));
const dx = g.map(
  (gi, i) =>
    (gamma / deviation) *
    (gi - dbeta / x.length - (xHat[i]! * dgamma) / x.length),
);

// Nudging each value a little, and looking at the loss.
const h = 1e-5;
const nudged = x.map((_, i) => {
  const at = (step: number) =>
    loss(batchNorm(x.map((xj, j) => (j === i ? xj + step : xj))).y);
  return (at(h) - at(-h)) / (2 * h);
});

// What comes out if the mean and the variance are taken for constants.
const naive = g.map((gi) => (gamma / deviation) * gi);

display(
  x.map((xi, i) => ({
    x: xi,
    'closed form': dx[i],
    nudged: nudged[i],
    'statistics held constant': naive[i],
  })),
);
console.log(
  'sum of dx:',
  sum(dx).toExponential(1),
  '  sum of dx · x̂:',
  sum(dx.map((d, i) => d * xHat[i]!)).toExponential(1),
);

function batchNorm(values: number[]): {
  xHat: number[];
  deviation: number;
  y: number[];
} {
  const mean = sum(values) / values.length;
  const variance =
    sum(values.map((value) => (value - mean) ** 2)) / values.length;
  const deviation = Math.sqrt(variance + epsilon);
  const xHat = values.map((value) => (value - mean) / deviation);
  return { xHat, deviation, y: xHat.map((value) => gamma * value + beta) };
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
