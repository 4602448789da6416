import { batchMoments, batchNormTraining } from '@bnlab/core';
import * as tf from '@tensorflow/tfjs';

await tf.setBackend('cpu');
// A batch of one through a dense layer: one value per unit.
const beta = tf.tensor1d([0.1, 0.2, 0.3]);
for (const values of [
  [5, -2, 700],
  [0, 1, 2],
]) {
  const { output } = batchNormTraining(tf.tensor2d([values]), { beta });
  console.log('dense units', values.join(', '), '->', text(output));
}

// One image through a convolution: 14 x 14 values per feature map.
const image = tf.randomNormal([1, 14, 14, 3], 5, 2, 'float32', 1);
const { count } = batchMoments(image);
const { output } = batchNormTraining(image, { beta });
console.log(`feature maps: ${count} values each, some of the first:`);
console.log(text(output.slice([0, 0, 0, 0], [1, 1, 4, 1])));

function text(x: tf.Tensor): string {
  return [...x.dataSync()].map((value) => value.toFixed(2)).join(', ');
}
