import { referenceTraining } from '@bnlab/core';

// Arrays in, arrays out, in float64: what a test can compare with.
const { y } = referenceTraining([[1], [3]], [2], [10], 1e-3);
console.log(y); // [ [ 8.000999 ], [ 11.999001 ] ]
