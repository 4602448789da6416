import { findPreset, overrideSettings, planRun } from '@bnlab/experiments';

const { settings } = planRun(findPreset('relu-lr1'), 1);
const { learningRate, batchSize } = overrideSettings(settings, { batchSize: 10 });
console.log(learningRate, batchSize); // 1 10
