import { normalWeights } from '@bnlab/layers';

// One unit's values over a large population: mean 0, variance 1. How far
// off are the statistics of small batches?
const batches = 400;
const rows = [];
for (const m of [1, 2, 4, 8, 16, 32, 64, 128, 256]) {
  const [values] = normalWeights([batches, m], {
    seed: m,
    standardDeviation: 1,
  });
  const statistics = Array.from({ length: batches }, (_, b) =>
    moments(values!.values.subarray(b * m, (b + 1) * m)),
  );
  rows.push({
    'batch size': m,
    'error of the mean': rootMeanSquare(statistics.map(({ mean }) => mean)),
    '1 / √m': 1 / Math.sqrt(m),
    'average variance':
      statistics.reduce((sum, { variance }) => sum + variance, 0) / batches,
    '(m − 1) / m': (m - 1) / m,
  });
}
display(rows);

function moments(x: Float32Array): { mean: number; variance: number } {
  const mean = x.reduce((sum, value) => sum + value, 0) / x.length;
  return {
    mean,
    variance:
      x.reduce((sum, value) => sum + (value - mean) ** 2, 0) / x.length,
  };
}

function rootMeanSquare(values: number[]): number {
  return Math.sqrt(
    values.reduce((sum, value) => sum + value ** 2, 0) / values.length,
  );
}
