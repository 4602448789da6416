import * as tf from '@tensorflow/tfjs-core';

/** The activations a hidden layer may have. */
const activations = {
  relu: (x: tf.Tensor) => tf.relu(x),
  sigmoid: (x: tf.Tensor) => tf.sigmoid(x),
  tanh: (x: tf.Tensor) => tf.tanh(x),
  /** x where positive, else 0.2 x (TensorFlow's slope). */
  leakyRelu: (x: tf.Tensor) => tf.leakyRelu(x, 0.2),
  /** x where positive, else exp(x) - 1. */
  elu: (x: tf.Tensor) => tf.elu(x),
  /** x Phi(x) = x (1 + erf(x / sqrt(2))) / 2. */
  gelu: (x: tf.Tensor) => tf.mul(tf.mul(0.5, x), tf.add(1, tf.erf(tf.mul(x, Math.SQRT1_2)))),
  /** x sigmoid(x). */
  swish: (x: tf.Tensor) => tf.mul(x, tf.sigmoid(x)),
  identity: (x: tf.Tensor) => x,
} as const;

/** The name of an activation that {@link NeuralNet} knows. */
export type Activation = keyof typeof activations;

/** Every {@link Activation}, in the order of the documentation. */
export const activationNames = Object.keys(activations) as readonly Activation[];

/** Applies the named activation to each element. */
export function activate(x: tf.Tensor, activation: Activation): tf.Tensor {
  return activations[activation](x);
}
