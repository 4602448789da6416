import { batchRenormLimits } from '@bnlab/core';

// Plain batch norm for 100 steps, then wider and wider limits.
const schedule = { warmup: 100, rMaxStep: 1100, dMaxStep: 600 };
console.log(batchRenormLimits(50, schedule)); // { rMax: 1, dMax: 0 }
console.log(batchRenormLimits(600, schedule)); // { rMax: 2, dMax: 5 }
