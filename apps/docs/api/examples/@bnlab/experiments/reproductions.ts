import { reproductions, trainAndTest } from '@bnlab/experiments';

// A shortened run is no attempt at the lesson's figure.
const overrides = { trainingBatches: 20, batchesPerSample: 10 };
console.log(reproductions(await trainAndTest('relu-lr0.01-2000', { seed: 1, overrides }))); // []
