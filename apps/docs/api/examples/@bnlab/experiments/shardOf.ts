import { findPreset, planSweep, shardOf } from '@bnlab/experiments';

// Two machines share six runs.
const plans = planSweep([findPreset('relu-lr1')], {}, [1, 2, 3, 4, 5, 6]);
const [one, two] = [1, 2].map((index) => shardOf(plans, { index, count: 2 }));
console.log(one!.length, two!.length); // 3 3
