import * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';
import { type BatchNormalization, batchNormalization } from '../../layers/batch-normalization';
import type { BatchNormalizationConfig } from '../../layers/batch-normalization-config';
import type { LayerState } from '../network-state';
import { ownFloats } from '../own-floats';
import { connect } from './connect';
import type { FullyConnected, LayerPass } from './fully-connected';
import { createVariables, type LayerVariables } from './layer-variables';

/** A layer whose batch norm is the layer of this package: it keeps its variables and follows the population itself. */
export const withLayer: FullyConnected = (initial, options) => {
  if (!initial.gamma) {
    const variables = createVariables(initial);
    return { variables, apply: (input) => connect(input, variables, options, (x) => x) };
  }
  const { momentum, epsilon, ghostBatchSize } = options;
  const normalization = createNormalization(initial, { momentum, epsilon, ghostBatchSize });
  // A layer that is to use a batch's statistics whenever it is called, and is not told that it trains, moves nothing.
  const ofBatch = createNormalization(initial, { epsilon, training: true });
  const normalize = (x: tf.Tensor, pass: LayerPass) => {
    if (pass !== 'batch') return normalization.apply(x, { training: pass === 'training' }) as tf.Tensor;
    ofBatch.setWeights(normalization.getWeights());
    return ofBatch.apply(x) as tf.Tensor;
  };

  const { weights } = createVariables({ weights: initial.weights });
  const variables: LayerVariables = { weights, ...variablesOf(normalization) };
  return {
    variables,
    apply: (input, pass) => connect(input, variables, options, (x) => normalize(x, pass)),
    dispose: () => {
      normalization.dispose();
      ofBatch.dispose();
    },
  };
};

function createNormalization(
  { weights, gamma, beta, populationMean, populationVariance }: LayerState,
  config: BatchNormalizationConfig,
): BatchNormalization {
  // A network shows what batches of one example, and runs that diverge, come to; its layers do not step in.
  const layer = batchNormalization({ ...config, onSingleValue: 'allow', onNonFinite: 'allow' });
  tf.tidy(() => {
    // Builds it; a layer that was only built could not be disposed of.
    layer.apply(tf.zeros([1, weights.columns]));
    layer.setWeights(
      [gamma!, beta!, populationMean!, populationVariance!].map((values) => tf.tensor1d(ownFloats(values))),
    );
  });
  return layer;
}

function variablesOf({ gamma, beta, movingMean, movingVariance }: BatchNormalization) {
  // What a layer reads its weights from is the variable itself.
  const variable = (weight: tfl.LayerVariable) => weight.read() as tf.Variable;
  return {
    gamma: variable(gamma!),
    beta: variable(beta!),
    populationMean: variable(movingMean),
    populationVariance: variable(movingVariance),
  };
}
