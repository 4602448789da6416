import { batchMoments } from '@bnlab/core';
import * as tf from '@tensorflow/tfjs';

// Three examples of two channels.
const x = tf.tensor2d([
  [1, 10],
  [2, 10],
  [6, 40],
]);
const { mean, variance, count } = batchMoments(x);
console.log(mean.arraySync()); // [ 3, 20 ]
console.log(variance.arraySync()); // [ 4.6667, 200 ]
console.log(count); // 3
