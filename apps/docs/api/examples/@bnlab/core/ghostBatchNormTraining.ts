import { ghostBatchNormTraining } from '@bnlab/core';
import * as tf from '@tensorflow/tfjs';

// Four examples, normalized in pairs.
const x = tf.tensor2d([[1], [3], [100], [300]]);
const { output, mean } = ghostBatchNormTraining(x, { ghostBatchSize: 2 });
console.log(output.dataSync()); // Float32Array(4) [ -0.9995, 0.9995, -1.0000, 1.0000 ]
console.log(mean.arraySync()); // [ [ 2 ], [ 200 ] ]
