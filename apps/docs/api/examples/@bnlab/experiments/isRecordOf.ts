import { findPreset, isRecordOf, planRun, trainAndTest } from '@bnlab/experiments';

const overrides = { trainingBatches: 20, batchesPerSample: 10 };
const record = await trainAndTest('relu-lr0.01-2000', { seed: 1, overrides });
const preset = findPreset('relu-lr0.01-2000');
console.log(isRecordOf(record, planRun(preset, 1, overrides))); // true
console.log(isRecordOf(record, planRun(preset, 2, overrides))); // false
