import { batchNormSimpleRNNCell } from '@bnlab/layers';
import * as tf from '@tensorflow/tfjs';

const layer = tf.layers.rnn({ cell: batchNormSimpleRNNCell({ units: 8, maxSteps: 5 }) });
console.log((layer.apply(tf.zeros([2, 5, 3])) as tf.Tensor).shape); // [ 2, 8 ]
