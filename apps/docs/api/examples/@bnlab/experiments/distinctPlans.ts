import { distinctPlans, findPreset, planRun } from '@bnlab/experiments';

const preset = findPreset('relu-lr1');
const plans = [planRun(preset, 1), planRun(preset, 2), planRun(preset, 1)];
console.log(distinctPlans(plans).length); // 2
