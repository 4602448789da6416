import type { GraphActivation } from '@bnlab/kernels';
import * as tf from '@tensorflow/tfjs-core';

/** By name; `alpha` is the slope of the leaky ReLU below 0, or the scale of ELU there. */
const activations = {
  relu: (x: tf.Tensor) => tf.relu(x),
  sigmoid: (x: tf.Tensor) => tf.sigmoid(x),
  tanh: (x: tf.Tensor) => tf.tanh(x),
  /** x where positive, else 0.2 x (TensorFlow's slope). */
  leakyRelu: (x: tf.Tensor, alpha = 0.2) => tf.leakyRelu(x, alpha),
  /** x where positive, else exp(x) - 1. */
  elu: (x: tf.Tensor, alpha = 1) =>
    alpha === 1 ? tf.elu(x) : tf.add(tf.relu(x), tf.mul(alpha, tf.elu(tf.minimum(x, 0)))),
  /** x Phi(x) = x (1 + erf(x / sqrt(2))) / 2. */
  gelu: (x: tf.Tensor) => tf.mul(tf.mul(0.5, x), tf.add(1, tf.erf(tf.mul(x, Math.SQRT1_2)))),
  /** x sigmoid(x). */
  swish: (x: tf.Tensor) => tf.mul(x, tf.sigmoid(x)),
  identity: (x: tf.Tensor) => x,
  /** x held to [0, 6]. */
  relu6: (x: tf.Tensor) => tf.relu6(x),
} as const satisfies Record<GraphActivation, unknown>;

/** The name of an activation that {@link NeuralNet} knows. */
export type Activation = Exclude<GraphActivation, 'relu6'>;

/** Every {@link Activation}, in the order of the documentation. */
export const activationNames = Object.keys(activations).filter(
  (name) => name !== 'relu6',
) as readonly Activation[];

/** Applies the named activation to each element. */
export function activate(x: tf.Tensor, activation: GraphActivation, alpha?: number): tf.Tensor {
  return activations[activation](x, alpha);
}
