import { batchMoments, normalize } from '@bnlab/core';
import * as tf from '@tensorflow/tfjs';

const x = tf.tensor2d([[1], [3], [5], [7]]);
const { mean, variance } = batchMoments(x);
const xHat = normalize(x, { mean, variance });
console.log(xHat.dataSync()); // Float32Array(4) [ -1.3415, -0.4472, 0.4472, 1.3415 ]
