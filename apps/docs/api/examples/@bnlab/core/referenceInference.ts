import { referenceInference } from '@bnlab/core';

console.log(referenceInference([[7]], [4], [9], undefined, undefined, 0)); // [ [ 1 ] ]
