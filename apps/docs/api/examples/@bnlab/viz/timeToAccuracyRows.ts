import { timeToAccuracyRows } from '@bnlab/viz';

const networks = [
  { name: 'With', batchNorm: true, steps: [0, 50, 100], validationAccuracy: [0.1, 0.6, 0.8] },
];
const rows = timeToAccuracyRows([{ preset: 'mine', seed: 1, networks }], [0.5, 0.9]);
console.log(rows.map(({ target, value }) => [target, value])); // [ [ 0.5, 50 ], [ 0.9, null ] ]
