import { seedBands } from '@bnlab/viz';

const records = [0.7, 0.8, 0.9].map((accuracy, index) => ({
  preset: 'mine',
  seed: index + 1,
  networks: [{ name: 'With', batchNorm: true, steps: [0, 100], validationAccuracy: [0.1, accuracy] }],
}));
console.log(seedBands(records).width); // 720
