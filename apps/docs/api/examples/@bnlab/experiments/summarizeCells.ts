import { summarizeCells, trainAndTest } from '@bnlab/experiments';

const overrides = { trainingBatches: 20, batchesPerSample: 10 };
const record = await trainAndTest('relu-lr0.01-2000', { seed: 1, overrides });
console.log(summarizeCells([record]).length); // 1
