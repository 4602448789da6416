import { deadShare } from '@bnlab/kernels';

// Two examples of four ReLU units, of which the last is off for both.
console.log(deadShare([1, 2, -1, -3, 3, -4, 5, -1], 4, 'relu')); // 0.25
