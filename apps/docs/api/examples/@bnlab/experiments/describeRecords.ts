import { describeRecords, trainAndTest } from '@bnlab/experiments';

const overrides = { trainingBatches: 20, batchesPerSample: 10 };
const records = [await trainAndTest('relu-lr0.01-2000', { seed: 1, overrides })];
const { experiments } = describeRecords([{ name: 'mine', records }]);
console.log(experiments.length); // 1
