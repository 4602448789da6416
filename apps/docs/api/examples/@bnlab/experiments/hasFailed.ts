import { hasFailed, trainAndTest } from '@bnlab/experiments';

const overrides = { trainingBatches: 20, batchesPerSample: 10 };
const { networks } = await trainAndTest('relu-lr0.01-2000', { seed: 1, overrides });
console.log(hasFailed(networks[1]!)); // false
