import { timeStepBatchNormInference } from '@bnlab/core';
import * as tf from '@tensorflow/tfjs';

// Statistics of two steps; the third step uses those of the second.
const output = timeStepBatchNormInference(tf.tensor3d([[[2], [30], [40]]]), {
  mean: tf.tensor2d([[1], [20]]),
  variance: tf.tensor2d([[1], [100]]),
});
console.log(output.dataSync()); // Float32Array(3) [ 0.9995, 1.0000, 2.0000 ]
