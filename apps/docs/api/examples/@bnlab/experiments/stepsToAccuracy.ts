import { stepsToAccuracy, trainAndTest } from '@bnlab/experiments';

const overrides = { trainingBatches: 20, batchesPerSample: 10 };
const { networks } = await trainAndTest('relu-lr0.01-2000', { seed: 1, overrides });
console.log(stepsToAccuracy(networks[1]!, 0.2), stepsToAccuracy(networks[1]!, 0.99)); // 10 Infinity
