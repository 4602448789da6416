import { timeToAccuracy, timeToAccuracyRows } from '@bnlab/viz';

const networks = [
  { name: 'With', batchNorm: true, steps: [0, 50, 100], validationAccuracy: [0.1, 0.6, 0.8] },
];
const rows = timeToAccuracyRows([{ preset: 'mine', seed: 1, networks }], [0.5]);
console.log(timeToAccuracy(rows).title); // Training steps to reach an accuracy
