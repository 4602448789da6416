import { referenceGradient } from '@bnlab/core';

const x = [[1], [3], [5]];
const { dx, dgamma, dbeta } = referenceGradient(x, [1], 0, [[1], [0], [0]]);
console.log(dx); // [ [ 0.1021 ], [ -0.2041 ], [ 0.1021 ] ]
console.log(dgamma, dbeta); // [ -1.2247 ] [ 1 ]
