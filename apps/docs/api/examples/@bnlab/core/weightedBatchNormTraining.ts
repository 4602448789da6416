import { weightedBatchNormTraining } from '@bnlab/core';
import * as tf from '@tensorflow/tfjs';

// Two sequences of up to three steps; the second has one, and padding.
const x = tf.tensor3d([
  [[1], [3], [5]],
  [[3], [0], [0]],
]);
const mask = tf.tensor2d([
  [1, 1, 1],
  [1, 0, 0],
]);
const { mean, variance } = weightedBatchNormTraining(x, { weights: mask });
console.log(mean.arraySync(), variance.arraySync()); // [ 3 ] [ 2 ]
