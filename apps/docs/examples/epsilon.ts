// A unit that is the same for every image, one that almost is, and a normal one.
const units = {
  constant: [3, 3, 3, 3],
  'almost constant': [3, 3.001, 2.999, 3],
  ordinary: [1, 4, 2, 5],
};

display(
  Object.entries(units).map(([unit, x]) => {
    const mean = x.reduce((sum, value) => sum + value, 0) / x.length;
    const variance =
      x.reduce((sum, value) => sum + (value - mean) ** 2, 0) / x.length;
    const first = x[1]! - mean;
    return {
      unit,
      variance: variance.toPrecision(2),
      'no ε': variance === 0 ? '0 / 0' : first / Math.sqrt(variance),
      'ε = 0.001 inside': first / Math.sqrt(variance + 0.001),
      'ε = 0.001 outside': first / (Math.sqrt(variance) + 0.001),
      'ε = 1e-8 inside': first / Math.sqrt(variance + 1e-8),
    };
  }),
);
console.log('The second value of each unit, normalized.');
