import { batchNormTraining } from '@bnlab/core';
import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';

await tf.setBackend('wasm');
const input = tf.randomNormal([60, 20], 0, 1, 'float32', 1);
const weights = tf.randomNormal([20, 3], 0, 1, 'float32', 2);
const linear = input.matMul(weights);

const plain = batchNormTraining(linear).output;
const withBias = batchNormTraining(linear.add([10, -200, 3000])).output;
console.log(
  'a bias changes the output by at most',
  plain.sub(withBias).abs().max().dataSync()[0],
);

const doubled = batchNormTraining(input.matMul(weights.mul(50))).output;
console.log(
  'weights 50 times as large change it by',
  plain.sub(doubled).abs().max().dataSync()[0],
);

// The loss does not feel a bias either, so its gradient is zero: a
// parameter that can never learn.
const lossOfBias = (bias: tf.Tensor) =>
  batchNormTraining(linear.add(bias)).output.pow(3).sum<tf.Scalar>();
console.log(
  'gradient of a bias',
  tf
    .grad(lossOfBias)(tf.tensor1d([1, 2, 3]))
    .toString(),
);
