import { initialPopulation } from '@bnlab/core';

const { mean, variance, batches } = initialPopulation(3);
console.log(mean.arraySync(), variance.arraySync(), batches); // [ 0, 0, 0 ] [ 1, 1, 1 ] 0
