import { batchNormInference } from '@bnlab/core';
import * as tf from '@tensorflow/tfjs';

// The averages from training; one example alone is no trouble.
const output = batchNormInference(tf.tensor2d([[7, 7]]), {
  mean: tf.tensor1d([4, 7]),
  variance: tf.tensor1d([9, 1]),
});
console.log(output.arraySync()); // [ [ 0.9999, 0 ] ]
