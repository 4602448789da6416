import { batchNormalization, freezeBatchNorm, unfreezeBatchNorm } from '@bnlab/layers';
import * as tf from '@tensorflow/tfjs';

const model = tf.sequential({
  layers: [batchNormalization({ name: 'bn', inputShape: [2] })],
});
freezeBatchNorm(model);
console.log(unfreezeBatchNorm(model)); // [ 'bn' ]
console.log(model.layers[0]!.trainable); // true
