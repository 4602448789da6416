import { findSweep, judge } from '@bnlab/experiments';

// Without records there is nothing to conclude from.
console.log(judge(findSweep('drift')!, []).decision); // cannot tell
