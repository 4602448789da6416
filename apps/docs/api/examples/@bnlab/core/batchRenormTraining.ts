import { batchRenormTraining } from '@bnlab/core';
import * as tf from '@tensorflow/tfjs';

// A batch of two from a population of mean 5 and variance 4: unclipped,
// renormalization gives what inference would.
const { output } = batchRenormTraining(tf.tensor2d([[5], [7]]), {
  populationMean: tf.tensor1d([5]),
  populationVariance: tf.tensor1d([4]),
  rMax: 3,
  dMax: 5,
});
console.log(output.dataSync()); // Float32Array(2) [ 0, 0.9999 ]
