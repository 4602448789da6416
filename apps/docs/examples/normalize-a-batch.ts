// Four images went through one unit of a layer, which answered with these
// four values.
const x = [3, 7, 8, 14];

const mean = x.reduce((sum, value) => sum + value, 0) / x.length;
const variance =
  x.reduce((sum, value) => sum + (value - mean) ** 2, 0) / x.length;
const epsilon = 0.001;
const normalized = x.map(
  (value) => (value - mean) / Math.sqrt(variance + epsilon),
);

console.log('mean', mean, 'variance', variance);
console.log(
  'normalized',
  normalized.map((value) => value.toFixed(3)).join('  '),
);

// Change the four values: add 100 to each, or multiply each by 50. What
// happens to the normalized ones?
