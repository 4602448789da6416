import { batchNormalization, freezeBatchNorm } from '@bnlab/layers';
import * as tf from '@tensorflow/tfjs';

const model = tf.sequential({
  layers: [tf.layers.dense({ units: 4, inputShape: [2] }), batchNormalization({ name: 'bn' })],
});
console.log(freezeBatchNorm(model)); // [ 'bn' ]
console.log(model.layers.map(({ trainable }) => trainable)); // [ true, false ]
