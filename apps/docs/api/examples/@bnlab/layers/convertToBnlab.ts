import { BatchNormalization, convertToBnlab } from '@bnlab/layers';
import * as tf from '@tensorflow/tfjs';

const stock = tf.sequential({
  layers: [tf.layers.dense({ units: 4, inputShape: [2] }), tf.layers.batchNormalization()],
});
const model = await convertToBnlab(stock);
console.log(model.layers[1] instanceof BatchNormalization); // true
