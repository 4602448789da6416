import { batchNormTraining, weightedBatchNormTraining } from '@bnlab/core';
import * as tf from '@tensorflow/tfjs';

await tf.setBackend('cpu');
// Three sequences of lengths 4, 2 and 1, padded with zeros to 4 steps.
const x = tf.tensor3d([
  [[9], [11], [10], [12]],
  [[8], [10], [0], [0]],
  [[10], [0], [0], [0]],
]);
const mask = tf.tensor2d([
  [1, 1, 1, 1],
  [1, 1, 0, 0],
  [1, 0, 0, 0],
]);

const plain = batchNormTraining(x);
const masked = weightedBatchNormTraining(x, { weights: mask });
display(
  Object.entries({
    'counting the padding': plain,
    'leaving it out': masked,
  }).map(([name, { output, mean, variance }]) => ({
    statistics: name,
    mean: mean.dataSync()[0],
    variance: variance.dataSync()[0],
    'first sequence, normalized': [...output.dataSync()]
      .slice(0, 4)
      .map((value) => value.toFixed(2))
      .join('  '),
  })),
);
