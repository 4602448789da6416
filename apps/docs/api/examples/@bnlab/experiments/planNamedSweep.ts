import { findSweep, planNamedSweep } from '@bnlab/experiments';

const plans = planNamedSweep(findSweep('batch-size')!, [1], { batchSize: [2, 60] });
console.log(new Set(plans.map(({ settings }) => settings.batchSize))); // Set(2) { 2, 60 }
