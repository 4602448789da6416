import { cosineRate } from '@bnlab/kernels';

const rate = cosineRate({ from: 0.1, steps: 100, warmUp: 10 });
console.log([1, 10, 11, 61, 111].map((step) => rate(step).toFixed(3))); // [ '0.010', '0.100', '0.100', '0.050', '0.000' ]
