import { findSweep, planNamedSweep, runCost } from '@bnlab/experiments';

const plans = planNamedSweep(findSweep('speed')!, [1, 2, 3, 4, 5]);
const seconds = plans.reduce((sum, plan) => sum + runCost(plan), 0);
console.log(plans.length, Math.ceil(seconds / 60)); // 45 4
