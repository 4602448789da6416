import { batchMoments, initialPopulation, updatePopulation } from '@bnlab/core';
import * as tf from '@tensorflow/tfjs';

const batch = batchMoments(tf.tensor2d([[4], [6]]));
const start = initialPopulation(1);
const moved = updatePopulation(start, batch, { momentum: 0.9 });
console.log(moved.mean.arraySync(), moved.variance.arraySync()); // [ 0.5 ] [ 1 ]

// Every batch weighs the same: the start is gone after the first.
const exact = updatePopulation(start, batch, { momentum: null, bessel: true });
console.log(exact.mean.arraySync(), exact.variance.arraySync()); // [ 5 ] [ 2 ]
