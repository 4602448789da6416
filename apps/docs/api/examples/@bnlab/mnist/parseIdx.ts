import { parseIdx } from '@bnlab/mnist';

// Type 8 (bytes), two axes of 1 and 3, three values.
const file = Uint8Array.of(0, 0, 8, 2, 0, 0, 0, 1, 0, 0, 0, 3, 7, 8, 9);
const { shape, data } = parseIdx(file);
console.log(shape, data); // [ 1, 3 ] Uint8Array(3) [ 7, 8, 9 ]
