import {
  batchMoments,
  batchNormInference,
  batchNormTraining,
  movingAverage,
  normalize,
  scaleShift,
} from '@bnlab/core';
import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';

await tf.setBackend('wasm');
const x = tf.randomNormal([60, 4], 5, 3, 'float32', 1);
const gamma = tf.tensor1d([1, 2, 0.5, 1]);
const beta = tf.tensor1d([0, 0, -1, 3]);

// One operation, which knows its own gradient.
const { output } = batchNormTraining(x, { gamma, beta });

// The equations, one after the other.
const { mean, variance } = batchMoments(x);
const xHat = normalize(x, { mean, variance });
const written = scaleShift(xHat, { gamma, beta });

console.log(
  'largest difference between the two spellings:',
  output.sub(written).abs().max().dataSync()[0],
);

// Either way, training keeps an average of what the batches had. It starts
// at mean 0 and variance 1.
const populationMean = movingAverage(tf.zeros([4]), mean, { momentum: 0.99 });
const populationVariance = movingAverage(tf.ones([4]), variance, {
  momentum: 0.99,
});
console.log('population mean after one batch: ', populationMean.toString());

// Predictions use these averages instead of the batch, so one example
// alone is no trouble.
const one = x.slice([0, 0], [1, 4]);
const prediction = batchNormInference(one, {
  mean: populationMean,
  variance: populationVariance,
  gamma,
  beta,
});
console.log('one example, at inference: ', prediction.toString());
