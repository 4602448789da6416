import { accuracySvg } from '@bnlab/viz/node';

const networks = [
  { name: 'With', batchNorm: true, steps: [0, 50, 100], validationAccuracy: [0.1, 0.6, 0.8] },
];
console.log(accuracySvg([{ preset: 'mine', seed: 1, networks }]).startsWith('<svg')); // true
