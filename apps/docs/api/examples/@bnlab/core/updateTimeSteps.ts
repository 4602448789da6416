import { updateTimeSteps } from '@bnlab/core';
import * as tf from '@tensorflow/tfjs';

// Averages of two steps, and a batch whose sequences have one.
const population = { mean: tf.zeros<tf.Rank.R2>([2, 1]), variance: tf.ones<tf.Rank.R2>([2, 1]) };
const batch = { mean: tf.tensor2d([[5]]), variance: tf.tensor2d([[3]]) };
const { mean, variance } = updateTimeSteps(population, batch, { momentum: 0.9 });
console.log(mean.arraySync()); // [ [ 0.5 ], [ 0 ] ]
console.log(variance.arraySync()); // [ [ 1.2 ], [ 1 ] ]
