import { scaleShift } from '@bnlab/core';
import * as tf from '@tensorflow/tfjs';

const xHat = tf.tensor2d([[-1], [0], [1]]);
const y = scaleShift(xHat, {
  gamma: tf.tensor1d([2]),
  beta: tf.tensor1d([10]),
});
console.log(y.dataSync()); // Float32Array(3) [ 8, 10, 12 ]
