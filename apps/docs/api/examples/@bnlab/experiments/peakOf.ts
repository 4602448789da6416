import { peakOf, trainAndTest } from '@bnlab/experiments';

const overrides = { trainingBatches: 20, batchesPerSample: 10 };
const { networks } = await trainAndTest('relu-lr0.01-2000', { seed: 1, overrides });
const { step } = peakOf(networks[1]!);
console.log(step); // 20
