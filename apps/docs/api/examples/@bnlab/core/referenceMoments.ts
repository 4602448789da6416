import { referenceMoments } from '@bnlab/core';

console.log(referenceMoments([[1], [3], [5], [7]])); // { mean: [ 4 ], variance: [ 5 ] }
