import { batchNormTraining } from '@bnlab/core';
import * as tf from '@tensorflow/tfjs';

await tf.setBackend('cpu');
const bn = (x: tf.Tensor) => batchNormTraining(x).output;
const largest = (a: tf.Tensor, b: tf.Tensor) =>
  a.sub(b).abs().max().dataSync()[0]!.toExponential(1);

// Two groups of feature maps, 8 images of 6 x 6, of very different size.
const a = tf.randomNormal([8, 6, 6, 2], 3, 1, 'float32', 1);
const b = tf.randomNormal([8, 6, 6, 3], -50, 20, 'float32', 2);
console.log(
  'normalize, then concatenate, or the reverse: differ by',
  largest(bn(tf.concat([a, b], -1)), tf.concat([bn(a), bn(b)], -1)),
);

const max = (x: tf.Tensor) => tf.maxPool(x as tf.Tensor4D, 2, 2, 'valid');
const average = (x: tf.Tensor) => tf.avgPool(x as tf.Tensor4D, 2, 2, 'valid');
console.log('max pooling on either side:', largest(bn(max(b)), max(bn(b))));
console.log(
  'average pooling on either side:',
  largest(bn(average(b)), average(bn(b))),
);

display(
  Object.entries({
    'pooling first (max)': bn(max(b)),
    'pooling last (max)': max(bn(b)),
    'pooling first (average)': bn(average(b)),
    'pooling last (average)': average(bn(b)),
  }).map(([order, y]) => {
    const { mean, variance } = tf.moments(y);
    return {
      order,
      mean: mean.dataSync()[0]!.toFixed(2),
      'standard deviation': Math.sqrt(variance.dataSync()[0]!).toFixed(2),
    };
  }),
);
