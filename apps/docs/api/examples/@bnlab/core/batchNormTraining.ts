import { batchNormTraining } from '@bnlab/core';
import * as tf from '@tensorflow/tfjs';

const x = tf.tensor2d([[1], [3], [5], [7]]);
const { output, mean, variance } = batchNormTraining(x, {
  gamma: tf.tensor1d([2]),
  beta: tf.tensor1d([10]),
});
console.log(output.dataSync()); // Float32Array(4) [ 7.3170, 9.1057, 10.8943, 12.683 ]
console.log(mean.arraySync(), variance.arraySync()); // [ 4 ] [ 5 ]
