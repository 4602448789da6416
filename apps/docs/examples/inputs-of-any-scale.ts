import { batchNormTraining } from '@bnlab/core';
import * as tf from '@tensorflow/tfjs';

await tf.setBackend('cpu');
// Two inputs of very different size, an age and an income, and a yes or no.
const age = tf.randomNormal([120, 1], 45, 12, 'float32', 1);
const income = tf.randomNormal([120, 1], 40_000, 9_000, 'float32', 2);
const inputs = tf.concat([age, income], 1);
const labels = age
  .sub(45)
  .div(12)
  .sub(income.sub(40_000).div(9_000))
  .greater(0)
  .toFloat();
const { mean, variance } = tf.moments(inputs, 0);

const preparations = {
  'as they are': (x: tf.Tensor) => x,
  'scaled beforehand': (x: tf.Tensor) => x.sub(mean).div(variance.sqrt()),
  'batch norm first': (x: tf.Tensor) => batchNormTraining(x).output,
};
const rates = [1, 0.1, 1e-3, 1e-9, 1e-10];
display(
  Object.entries(preparations).map(([inputsAre, prepare]) => ({
    'inputs are': inputsAre,
    'loss after 40 steps': Math.min(
      ...rates.map((rate) => trainedLoss(prepare, rate)),
    ).toFixed(3),
  })),
);
console.log('Each with the best of the learning rates', rates.join(', '));

function trainedLoss(
  prepare: (x: tf.Tensor) => tf.Tensor,
  rate: number,
): number {
  const w = tf.variable(tf.zeros([2, 1]));
  const b = tf.variable(tf.scalar(0));
  const lossOf = () =>
    tf.losses.sigmoidCrossEntropy<tf.Tensor, tf.Scalar>(
      labels,
      prepare(inputs)
        .matMul(w as tf.Tensor2D)
        .add(b),
    );
  const optimizer = tf.train.sgd(rate);
  for (let step = 0; step < 40; step++) optimizer.minimize(lossOf);
  return lossOf().dataSync()[0]!;
}
