import { nearestSweepable } from '@bnlab/experiments';

console.log(nearestSweepable('bathc-size')); // batch-size
