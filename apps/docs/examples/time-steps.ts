import { normalWeights } from '@bnlab/layers';

// A plain recurrent layer: h(t) = tanh(x(t) W + h(t - 1) U), from h(0) =
// 0, for a batch of 32 sequences of random inputs.
const units = 50;
const batchSize = 32;
const steps = 12;
const [W, U] = normalWeights([units, units, units], {
  seed: 1,
  standardDeviation: 0.25,
}).map(({ values }) => values);

let hidden = new Float32Array(batchSize * units);
const rows = [];
for (let t = 1; t <= steps; t++) {
  const [x] = normalWeights([batchSize, units], {
    seed: 100 + t,
    standardDeviation: 0.3,
  });
  const recurrent = multiply(hidden, U!);
  const fromInput = multiply(x!.values, W!);
  rows.push({ t, 'deviation of h(t − 1) U': deviation(recurrent) });
  hidden = fromInput.map((value, index) =>
    Math.tanh(value + recurrent[index]!),
  );
}
display(rows);
console.log('One variance for all steps would not fit the first ones.');

function multiply(a: Float32Array, b: Float32Array): Float32Array {
  const product = new Float32Array(batchSize * units);
  for (let i = 0; i < batchSize; i++) {
    for (let k = 0; k < units; k++) {
      for (let j = 0; j < units; j++)
        product[i * units + j]! += a[i * units + k]! * b[k * units + j]!;
    }
  }
  return product;
}

function deviation(values: Float32Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(
    values.reduce((sum, value) => sum + (value - mean) ** 2, 0) /
      values.length,
  );
}
