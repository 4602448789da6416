import { movingAverage } from '@bnlab/core';
import * as tf from '@tensorflow/tfjs';

let average: tf.Tensor1D = tf.zeros([1]);
for (const batchMean of [5, 3, 6])
  average = movingAverage(average, tf.tensor1d([batchMean]), { momentum: 0.9 });
console.log(average.arraySync()); // [ 1.275 ]
