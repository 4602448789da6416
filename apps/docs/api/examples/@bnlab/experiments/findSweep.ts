import { findSweep } from '@bnlab/experiments';

console.log(findSweep('batch-size')!.seeds.length, findSweep('nothing')); // 5 undefined
