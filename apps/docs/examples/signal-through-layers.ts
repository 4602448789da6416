import { normalWeights } from '@bnlab/layers';

// A batch of 60 random examples goes through ten layers of 100 units with
// sigmoid activations, before any training.
const layers = 10;
const batchSize = 60;
const standardDeviation = 0.05;
const sizes = Array.from({ length: layers + 1 }, () => 100);
const weights = normalWeights(sizes, { seed: 1, standardDeviation });
const [inputs] = normalWeights([batchSize, 100], {
  seed: 2,
  standardDeviation: 1,
});

const rows = [];
let plain = inputs!.values;
let normalized = inputs!.values;
for (const [layer, { values }] of weights.entries()) {
  const linear = multiply(plain, values);
  const xHat = normalizeColumns(multiply(normalized, values));
  rows.push({
    layer: layer + 1,
    'deviation, plain': deviationOverBatch(linear),
    'deviation, normalized': deviationOverBatch(xHat),
  });
  plain = linear.map(sigmoid);
  normalized = xHat.map(sigmoid);
}
display(rows);
console.log(
  'Examples that differ by nothing cannot be told apart by the next layer.',
);

function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

function multiply(a: Float32Array, b: Float32Array): Float32Array {
  const product = new Float32Array(batchSize * 100);
  for (let i = 0; i < batchSize; i++) {
    for (let k = 0; k < 100; k++) {
      for (let j = 0; j < 100; j++)
        product[i * 100 + j]! += a[i * 100 + k]! * b[k * 100 + j]!;
    }
  }
  return product;
}

/** Mean and deviation of unit j over the batch. */
function moments(
  x: Float32Array,
  j: number,
): { mean: number; deviation: number } {
  const column = Array.from({ length: batchSize }, (_, i) => x[i * 100 + j]!);
  const mean = column.reduce((sum, value) => sum + value, 0) / batchSize;
  const variance =
    column.reduce((sum, value) => sum + (value - mean) ** 2, 0) / batchSize;
  return { mean, deviation: Math.sqrt(variance) };
}

function normalizeColumns(x: Float32Array): Float32Array {
  const units = Array.from({ length: 100 }, (_, j) => moments(x, j));
  return x.map((value, index) => {
    const { mean, deviation } = units[index % 100]!;
    return (value - mean) / Math.sqrt(deviation ** 2 + 0.001);
  });
}

function deviationOverBatch(x: Float32Array): number {
  const deviations = Array.from(
    { length: 100 },
    (_, j) => moments(x, j).deviation,
  );
  return deviations.reduce((sum, value) => sum + value, 0) / 100;
}
