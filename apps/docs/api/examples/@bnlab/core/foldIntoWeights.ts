import { batchNormInference, foldIntoWeights } from '@bnlab/core';
import * as tf from '@tensorflow/tfjs';

const kernel = tf.tensor2d([[2, 1]]);
const trained = { mean: tf.tensor1d([1, 0]), variance: tf.tensor1d([4, 1]), epsilon: 1e-6 };
const { kernel: folded, bias } = foldIntoWeights(kernel, { layer: 'dense', ...trained });
console.log(folded.arraySync(), bias.arraySync()); // [ [ 1, 1 ] ] [ -0.5, 0 ]

const x = tf.tensor2d([[3]]);
console.log(batchNormInference(x.matMul(kernel), trained).arraySync()); // [ [ 2.5, 3 ] ]
console.log(x.matMul(folded).add(bias).arraySync()); // [ [ 2.5, 3 ] ]
