import { oneHot } from '@bnlab/mnist';

console.log(oneHot(Uint8Array.of(1, 0), 3)); // Float32Array(6) [ 0, 1, 0, 1, 0, 0 ]
