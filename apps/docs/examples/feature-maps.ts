import { batchMoments, batchNormTraining } from '@bnlab/core';
import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';

await tf.setBackend('wasm');
// 8 images of 14 x 14 pixels with 3 feature maps, which have different
// centers and spreads.
const maps = tf
  .randomNormal([8, 14, 14, 3], 0, 1, 'float32', 7)
  .mul([1, 4, 9])
  .add([0, 10, -5]);

const { mean, variance, count } = batchMoments(maps);
console.log(
  `Each feature map has ${count} values: 8 images of 14 x 14 pixels.`,
);
console.log('mean    ', mean.toString());
console.log('variance', variance.toString());

// The same maps with their channels first: the axis says where they are.
const channelsFirst = maps.transpose([0, 3, 1, 2]);
const first = batchNormTraining(channelsFirst, { axis: 1 }).output;
const last = batchNormTraining(maps).output.transpose([0, 3, 1, 2]);
console.log(
  'channels first and last differ by',
  first.sub(last).abs().max().dataSync()[0],
);
