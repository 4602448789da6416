import { liveShares } from '@bnlab/kernels';

// Two examples of three ReLU units: always on, sometimes, never.
const preactivations = [1, 2, -1, 3, -4, -5];
console.log(liveShares(preactivations, 3, 'relu')); // Float32Array(3) [ 1, 0.5, 0 ]
