import { lessonTable, trainAndTest } from '@bnlab/experiments';

// Undefined without a run that has the lesson's settings.
const overrides = { trainingBatches: 20, batchesPerSample: 10 };
console.log(lessonTable([await trainAndTest('relu-lr0.01-2000', { seed: 1, overrides })])); // undefined
