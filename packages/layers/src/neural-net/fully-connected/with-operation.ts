import { batchNormInference, batchNormTraining, ghostBatchNormTraining } from '@bnlab/core';
import * as tf from '@tensorflow/tfjs-core';
import { connect } from './connect';
import type { FullyConnected, LayerPass } from './fully-connected';
import { createVariables } from './layer-variables';
import { movePopulation } from './move-population';

/** A layer whose batch norm is one operation of `@bnlab/core`, with its gradient in closed form. */
export const withOperation: FullyConnected = (initial, options) => {
  const variables = createVariables(initial);
  const { epsilon, ghostBatchSize, momentum } = options;

  const normalize = (x: tf.Tensor, pass: LayerPass) => {
    const { gamma, beta, populationMean: mean, populationVariance: variance } = variables;
    if (pass === 'population') {
      return batchNormInference(x, { mean: mean!, variance: variance!, gamma, beta, epsilon });
    }
    if (pass === 'training' && ghostBatchSize !== undefined) {
      const ghosts = ghostBatchNormTraining(x, { gamma, beta, epsilon, ghostBatchSize });
      const variances = tf.unstack(ghosts.variance);
      tf.unstack(ghosts.mean).forEach((ghostMean, ghost) =>
        movePopulation(variables, { mean: ghostMean, variance: variances[ghost]! }, momentum),
      );
      return ghosts.output;
    }
    const batch = batchNormTraining(x, { gamma, beta, epsilon });
    if (pass === 'training') movePopulation(variables, batch, momentum);
    return batch.output;
  };

  return { variables, apply: (input, pass) => connect(input, variables, options, (x) => normalize(x, pass)) };
};
