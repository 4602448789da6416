import { batchMoments, normalize, scaleShift } from '@bnlab/core';
import * as tf from '@tensorflow/tfjs-core';
import { connect } from './connect';
import type { FullyConnected, LayerPass } from './fully-connected';
import { createVariables } from './layer-variables';
import { movePopulation } from './move-population';

/** A layer whose batch norm is written out, equation by equation; TensorFlow.js differentiates them one by one. */
export const withEquations: FullyConnected = (initial, options) => {
  const variables = createVariables(initial);
  const { epsilon, ghostBatchSize, momentum } = options;

  const statisticsOf = (x: tf.Tensor, pass: LayerPass) => {
    const { populationMean, populationVariance } = variables;
    if (pass === 'population') return { mean: populationMean!, variance: populationVariance! };
    const { mean, variance } = batchMoments(x);
    if (pass === 'training') movePopulation(variables, { mean, variance }, momentum);
    return { mean, variance };
  };
  const batchNorm = (x: tf.Tensor, pass: LayerPass) => {
    const { gamma, beta } = variables;
    const xHat = normalize(x, { ...statisticsOf(x, pass), epsilon });
    return scaleShift(xHat, { gamma, beta });
  };
  const inGhosts = (x: tf.Tensor, pass: LayerPass) => {
    if (pass !== 'training' || ghostBatchSize === undefined) return batchNorm(x, pass);
    return tf.concat(ghostsOf(x, ghostBatchSize).map((ghost) => batchNorm(ghost, pass)));
  };

  return { variables, apply: (input, pass) => connect(input, variables, options, (x) => inGhosts(x, pass)) };
};

/** Runs of `size` examples, the last of what is left. */
function ghostsOf(x: tf.Tensor, size: number): tf.Tensor[] {
  const examples = x.shape[0];
  return Array.from({ length: Math.ceil(examples / size) }, (_, ghost) => {
    const start = ghost * size;
    return tf.slice(x, start, Math.min(size, examples - start));
  });
}
