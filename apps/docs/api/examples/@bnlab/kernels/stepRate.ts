import { stepRate } from '@bnlab/kernels';

const rate = stepRate({ from: 0.1, factor: 0.5, every: 100 });
console.log([1, 100, 101, 201].map(rate)); // [ 0.1, 0.1, 0.05, 0.025 ]
