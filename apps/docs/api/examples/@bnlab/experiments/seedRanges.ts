import { seedRanges } from '@bnlab/experiments';

console.log(seedRanges([1, 2, 3, 8].map((seed) => ({ seed })))); // 1-3, 8
