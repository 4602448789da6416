import { accuracyChart } from '@bnlab/viz';

const networks = [
  { name: 'Without', batchNorm: false, steps: [0, 50, 100], validationAccuracy: [0.1, 0.2, 0.3] },
  { name: 'With', batchNorm: true, steps: [0, 50, 100], validationAccuracy: [0.1, 0.6, 0.8] },
];
const chart = accuracyChart([{ preset: 'mine', seed: 1, networks }]);
console.log(chart.title); // Validation accuracy with and without batch normalization
