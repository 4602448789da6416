import { pairedDifference } from '@bnlab/experiments';

const { mean, low, high } = pairedDifference([0.02, 0.03, 0.04])!;
console.log(mean, low, high); // 0.03 0.00516 0.0548
