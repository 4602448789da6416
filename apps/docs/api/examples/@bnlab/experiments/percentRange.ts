import { percentRange } from '@bnlab/experiments';

console.log(percentRange(0.949, 0.953)); // 94.90–95.30 %
