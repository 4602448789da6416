import { weightedMoments } from '@bnlab/core';
import * as tf from '@tensorflow/tfjs';

// The last example is padding.
const x = tf.tensor2d([[1], [3], [1000]]);
const { mean, variance } = weightedMoments(x, {
  weights: tf.tensor1d([1, 1, 0]),
});
console.log(mean.arraySync(), variance.arraySync()); // [ 2 ] [ 1 ]
