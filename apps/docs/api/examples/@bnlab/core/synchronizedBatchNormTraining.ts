import { batchMoments, mergeMoments, synchronizedBatchNormTraining } from '@bnlab/core';
import * as tf from '@tensorflow/tfjs';

// Two replicas with a share of the batch each. Here the other's share is in
// the same program; in yours, reduceMoments sends and receives.
const mine = tf.tensor2d([[1], [3]]);
const theirs = batchMoments(tf.tensor2d([[5], [7]]));
const { output, mean, count } = synchronizedBatchNormTraining(mine, {
  reduceMoments: (local) => mergeMoments(local, theirs),
});
console.log(mean.arraySync(), count); // [ 4 ] 4
console.log(output.dataSync()); // Float32Array(2) [ -1.3415, -0.4472 ]
