import * as tf from '@tensorflow/tfjs-core';
import type { FullyConnectedOptions } from './fully-connected';
import type { LayerVariables } from './layer-variables';

const identity = (x: tf.Tensor2D) => x;

/**
 * What every spelling of a layer has in common: the linear part, and what comes after what.
 *
 * @param input [batch, units before].
 * @param normalize Batch norm, for a layer that has a gamma.
 * @returns [batch, units].
 */
export function connect(
  input: tf.Tensor2D,
  { weights, bias }: LayerVariables,
  { activation = identity, placement }: FullyConnectedOptions,
  normalize: (x: tf.Tensor2D) => tf.Tensor,
): tf.Tensor2D {
  const linear: tf.Tensor2D = tf.matMul(input, weights);
  if (bias) return activation(tf.add(linear, bias));
  if (placement === 'after-activation') return normalize(activation(linear)) as tf.Tensor2D;
  return activation(normalize(linear) as tf.Tensor2D);
}
