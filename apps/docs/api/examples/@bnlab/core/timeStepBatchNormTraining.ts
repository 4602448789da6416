import { timeStepBatchNormTraining } from '@bnlab/core';
import * as tf from '@tensorflow/tfjs';

// Two sequences of two steps: each step has a mean of its own.
const x = tf.tensor3d([
  [[0], [10]],
  [[2], [30]],
]);
const { output, mean } = timeStepBatchNormTraining(x);
console.log(mean.arraySync()); // [ [ 1 ], [ 20 ] ]
console.log(output.dataSync()); // Float32Array(4) [ -0.9995, -1.0000, 0.9995, 1.0000 ]
