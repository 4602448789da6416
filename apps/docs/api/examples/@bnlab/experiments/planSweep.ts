import { findPreset, planSweep } from '@bnlab/experiments';

const plans = planSweep([findPreset('relu-lr1')], { learningRate: [0.1, 1] }, [1, 2, 3]);
console.log(plans.length); // 6
