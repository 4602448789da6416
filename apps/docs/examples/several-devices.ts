import {
  batchMoments,
  batchNormTraining,
  mergeMoments,
  normalize,
} from '@bnlab/core';
import * as tf from '@tensorflow/tfjs';

await tf.setBackend('cpu');
// A batch of 32, split over four devices that each get 8 examples.
const batch = tf.randomNormal([32, 5], 2, 3, 'float32', 1);
const shares = tf.split(batch, 4);
const whole = batchNormTraining(batch).output;

// Each device for itself.
const apart = tf.concat(
  shares.map((share) => batchNormTraining(share).output),
);
console.log('each by itself differs by', largest(apart.sub(whole)));

// Each sends its count, mean and variance: 11 numbers for 5 channels.
const union = shares
  .map((share) => batchMoments(share))
  .reduce((a, b) => mergeMoments(a, b));
const { mean, variance } = union;
const together = tf.concat(
  shares.map((share) => normalize(share, { mean, variance })),
);
console.log('synchronized differs by', largest(together.sub(whole)));

function largest(difference: tf.Tensor): string {
  return difference.abs().max().dataSync()[0]!.toExponential(1);
}
