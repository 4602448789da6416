// Values of one unit for a batch of five images, and what the unit has
// learned so far.
const x = [2.1, -0.4, 3.3, 0.8, 1.2];
const gamma = 1.5;
const beta = -0.2;
const epsilon = 0.001;

const m = x.length;
const mean = sum(x) / m;
const variance = sum(x.map((xi) => (xi - mean) ** 2)) / m;
const xHat = x.map((xi) => (xi - mean) / Math.sqrt(variance + epsilon));
const y = xHat.map((xi) => gamma * xi + beta);

display(
  x.map((xi, i) => ({
    i: i + 1,
    x: xi,
    'x − μ': xi - mean,
    x̂: xHat[i],
    y: y[i],
  })),
);
console.log(`μ = ${mean}, σ² = ${variance}`);
console.log(
  `mean of x̂ ${sum(xHat) / m}, variance of x̂ ${sum(xHat.map((xi) => xi ** 2)) / m}`,
);
console.log(`σ² / (σ² + ε) = ${variance / (variance + epsilon)}`);

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
