import { batchNormLSTMCell } from '@bnlab/layers';
import * as tf from '@tensorflow/tfjs';

const cell = batchNormLSTMCell({ units: 8, maxSteps: 5 });
const model = tf.sequential({
  layers: [tf.layers.rnn({ cell, inputShape: [5, 3] }), tf.layers.dense({ units: 1 })],
});
console.log((model.predict(tf.zeros([2, 5, 3])) as tf.Tensor).shape); // [ 2, 1 ]
