import { batchNormTraining } from '@bnlab/core';
import * as tf from '@tensorflow/tfjs';

await tf.setBackend('cpu');
// input -> dense (W1) -> z1 -> batch norm -> y1 -> dense (W2) -> z2 -> loss
const input = tf.randomNormal([6, 4], 0, 1, 'float32', 1);
const w1 = tf.randomNormal([4, 3], 0, 1, 'float32', 2);
const w2 = tf.randomNormal([3, 2], 0, 1, 'float32', 3);
const z1 = input.matMul(w1);
const bn = (z: tf.Tensor) => batchNormTraining(z).output;
const lossOf = (z2: tf.Tensor) => z2.tanh().sum<tf.Scalar>();

// By hand, one layer at a time, from the loss back.
const y1 = bn(z1);
const z2 = y1.matMul(w2);
const dz2 = tf.onesLike(z2).sub(z2.tanh().square());
const dy1 = dz2.matMul(w2, false, true);
const { variance } = tf.moments(z1, 0);
const dz1 = dy1
  .sub(dy1.mean(0))
  .sub(y1.mul(dy1.mul(y1).mean(0)))
  .div(variance.add(0.001).sqrt());

// And what TensorFlow.js finds, all at once.
const found = tf.grad((z: tf.Tensor) => lossOf(bn(z).matMul(w2)))(z1);
display([
  { 'gradient at': 'z2, what the next layer has', size: size(dz2) },
  { 'gradient at': 'y1, passed back through W2', size: size(dy1) },
  { 'gradient at': 'z1, passed back through batch norm', size: size(dz1) },
]);
console.log('by hand and by TensorFlow.js differ by', size(dz1.sub(found)));

function size(x: tf.Tensor): string {
  return x.norm().dataSync()[0]!.toPrecision(3);
}
