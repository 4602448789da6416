import { batchNormInference, batchNormTraining, ghostBatchNormTraining, movingAverage } from '@bnlab/core';
import * as tf from '@tensorflow/tfjs';
import { activate } from './activation';
import type { NetworkDescription } from './network-description';

/** What batch norm adds to a layer: two parameters that gradient descent learns, and two averages that it does not. */
export interface NormalizationVariables {
  readonly gamma: tf.Variable;
  readonly beta: tf.Variable;
  readonly populationMean: tf.Variable;
  readonly populationVariance: tf.Variable;
}

/** The variables of one layer: a bias, or batch norm's four, whose beta takes the place of a bias. */
export interface LayerVariables {
  readonly weights: tf.Variable;
  readonly bias?: tf.Variable;
  readonly normalization?: NormalizationVariables;
}

/**
 * What batch norm does in a pass through the network: `training` uses the batch's statistics and moves the population
 * averages, `population` uses those averages, `batch` uses the batch's statistics and moves nothing.
 */
export type Pass = 'training' | 'population' | 'batch';

/**
 * One hidden layer: linear without bias -> batch norm -> activation when it normalizes (or activation -> batch norm),
 * linear with bias -> activation when it does not.
 *
 * @param input [batch, units before].
 * @returns [batch, units].
 */
export function hiddenLayer(
  input: tf.Tensor2D,
  { weights, bias, normalization }: LayerVariables,
  description: NetworkDescription,
  pass: Pass,
): tf.Tensor2D {
  const { activation, placement } = description;
  const linear = tf.matMul(input, weights);
  if (!normalization) return activate(tf.add(linear, bias!), activation) as tf.Tensor2D;
  if (placement === 'after-activation') {
    return normalizeLayer(activate(linear, activation), normalization, description, pass);
  }
  return activate(normalizeLayer(linear, normalization, description, pass), activation) as tf.Tensor2D;
}

/** The last layer: linear with bias. */
export function outputLayer(input: tf.Tensor2D, { weights, bias }: LayerVariables): tf.Tensor2D {
  return tf.add(tf.matMul(input, weights as tf.Tensor as tf.Tensor2D), bias!);
}

function normalizeLayer(
  x: tf.Tensor,
  { gamma, beta, populationMean, populationVariance }: NormalizationVariables,
  { momentum, epsilon, ghostBatchSize }: NetworkDescription,
  pass: Pass,
): tf.Tensor2D {
  if (pass === 'population') {
    const population = { mean: populationMean as tf.Tensor1D, variance: populationVariance as tf.Tensor1D };
    return batchNormInference(x, { ...population, gamma, beta, epsilon }) as tf.Tensor2D;
  }
  const move = (mean: tf.Tensor, variance: tf.Tensor) => {
    populationMean.assign(movingAverage(populationMean, mean, { momentum }));
    populationVariance.assign(movingAverage(populationVariance, variance, { momentum }));
  };
  if (pass === 'training' && ghostBatchSize !== undefined) {
    const ghosts = ghostBatchNormTraining(x, { gamma, beta, epsilon, ghostSize: ghostBatchSize });
    const variances = tf.unstack(ghosts.variance);
    tf.unstack(ghosts.mean).forEach((mean, ghost) => move(mean, variances[ghost]!));
    return ghosts.output as tf.Tensor2D;
  }
  const { output, mean, variance } = batchNormTraining(x, { gamma, beta, epsilon });
  if (pass === 'training') move(mean, variance);
  return output as tf.Tensor2D;
}
