import * as tf from '@tensorflow/tfjs';

await tf.setBackend('cpu');
// What a ReLU layer puts out, and the 20 units that come after it.
const hidden = tf.randomNormal([2000, 50], 0, 1, 'float32', 1).relu();
const weights = tf.randomNormal([50, 20], 0, 0.2, 'float32', 2);
const atInference = variance(hidden.matMul(weights));

const rows = [];
for (const rate of [0, 0.1, 0.2, 0.5]) {
  const dropped = tf.dropout(hidden, rate, undefined, 3);
  const inTraining = variance(dropped.matMul(weights));
  const ratio = inTraining / atInference;
  rows.push({
    'dropout rate': rate,
    'variance in training': inTraining,
    'variance at inference': atInference,
    'spread after batch norm at inference': Math.sqrt(1 / ratio),
  });
}
display(rows);

/** The variance of a unit over the examples, averaged over the units. */
function variance(x: tf.Tensor): number {
  return tf.moments(x, 0).variance.mean().dataSync()[0]!;
}
