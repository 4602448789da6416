import { trainAndTest } from '@bnlab/experiments';

const record = await trainAndTest('relu-lr0.01-2000', {
  seed: 1,
  overrides: { trainingBatches: 20, batchesPerSample: 10 },
});
console.log(record.networks.map(({ name, steps }) => [name, steps.length])); // [ [ 'Without Batch Norm', 3 ], [ 'With Batch Norm', 3 ] ]
