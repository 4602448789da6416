import { batchNormGRUCell } from '@bnlab/layers';
import * as tf from '@tensorflow/tfjs';

const cell = batchNormGRUCell({ units: 8, maxSteps: 5 });
const layer = tf.layers.rnn({ cell, returnSequences: true });
console.log((layer.apply(tf.zeros([2, 5, 3])) as tf.Tensor).shape); // [ 2, 5, 8 ]
