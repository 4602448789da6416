import { momentsOfBatches } from '@bnlab/core';
import * as tf from '@tensorflow/tfjs';

// Batches of any sizes: the statistics are those of all values.
const batches = [tf.tensor2d([[1], [3]]), tf.tensor2d([[5], [7], [9]])];
const { mean, variance, count } = await momentsOfBatches(batches);
console.log(mean.arraySync(), variance.arraySync(), count); // [ 5 ] [ 8 ] 5
