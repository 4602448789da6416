import { summarizeNetworks, trainAndTest } from '@bnlab/experiments';

const overrides = { trainingBatches: 20, batchesPerSample: 10 };
const { networks } = await trainAndTest('relu-lr0.01-2000', { seed: 1, overrides });
const { testAccuracy, failed } = summarizeNetworks([networks[1]!]);
console.log(testAccuracy.median > 0.2, failed); // true 0
