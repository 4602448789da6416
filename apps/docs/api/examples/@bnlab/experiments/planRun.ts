import { findPreset, planRun } from '@bnlab/experiments';

const plan = planRun(findPreset('relu-lr1'), 3, { trainingBatches: 100 });
console.log(plan.preset, plan.seed, plan.settings.trainingBatches); // relu-lr1 3 100
