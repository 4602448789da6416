import { batchNormInference, foldIntoWeights } from '@bnlab/core';
import * as tf from '@tensorflow/tfjs';

await tf.setBackend('cpu');
const x = tf.randomNormal([100, 6], 0, 1, 'float32', 1);
const kernel = tf.randomNormal([6, 4], 0, 1, 'float32', 2);
const trained = {
  mean: tf.tensor1d([1, -2, 0.5, 3]),
  variance: tf.tensor1d([4, 1, 9, 0.25]),
  gamma: tf.tensor1d([1, 0.5, 2, -1]),
  beta: tf.tensor1d([0, 1, -1, 0.2]),
};

// Two layers: the linear one, then batch norm as it predicts.
const two = batchNormInference(x.matMul(kernel), trained);

// One layer: other weights, and a bias.
const folded = foldIntoWeights(kernel, { layer: 'dense', ...trained });
const one = x.matMul(folded.kernel).add(folded.bias);

console.log('bias of the folded layer:', folded.bias.toString());
console.log(
  'the two differ by',
  two.sub(one).abs().max().dataSync()[0]!.toExponential(1),
);
