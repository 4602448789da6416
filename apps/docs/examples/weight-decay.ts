import { batchNormTraining } from '@bnlab/core';
import * as tf from '@tensorflow/tfjs';

await tf.setBackend('cpu');
// One normalized layer, trained on fresh random batches: its weights have a
// direction to learn, and a length that changes nothing.
const learningRate = 0.2;
const target = tf.randomNormal([8, 3], 0, 1, 'float32', 1);

const rows = [];
for (const decay of [0, 0.03, 0.1]) {
  let w: tf.Tensor = tf.randomNormal([8, 3], 0, 0.3, 'float32', 2);
  const row: Record<string, unknown> = { 'weight decay': decay };
  for (let step = 1; step <= 120; step++) {
    w = tf.tidy(() => {
      const x = tf.randomNormal([20, 8], 0, 1, 'float32', 100 + step);
      const noise = tf.randomNormal([20, 3], 0, 3, 'float32', 900 + step);
      const y = x.matMul(target).add(noise);
      const loss = (v: tf.Tensor) =>
        batchNormTraining(x.matMul(v))
          .output.sub(y)
          .square()
          .mean<tf.Scalar>();
      const gradient = tf.grad(loss)(w).add(w.mul(decay));
      return w.sub(gradient.mul(learningRate));
    });
    if (step === 1 || step === 40 || step === 120) {
      const squared = w.square().sum().dataSync()[0]!;
      row[`|w|² after ${step}`] = squared.toPrecision(3);
    }
  }
  const length = w.square().sum().dataSync()[0]!;
  row['effective rate at the end'] = (learningRate / length).toPrecision(2);
  rows.push(row);
}
display(rows);
