/**
 * Ways to compute one training-mode batch normalization and its gradient: `tf.moments` with `tf.batchNorm` under
 * `tf.grads`, the stock layer in a model of one layer, and `batchNormTraining`, in operations or in fused kernels.
 */
import * as tf from '@tensorflow/tfjs';
import { batchNormTraining } from '@bnlab/core';

/** Functions of a shape that return dx, dgamma and dbeta, by name. */
export function waysOf(shape) {
  const channels = shape.at(-1);
  const axes = shape.map((_, axis) => axis).slice(0, -1);
  const x = tf.randomNormal(shape, 0, 1, 'float32', 1);
  const gamma = tf.randomUniform([channels], 0.5, 1.5, 'float32', 2);
  const beta = tf.randomNormal([channels], 0, 1, 'float32', 3);
  const dy = tf.randomNormal(shape, 0, 1, 'float32', 4);
  const gradientsOf = (output) => () => tf.grads(output)([x, gamma, beta], dy);
  const operation = gradientsOf((x, gamma, beta) => batchNormTraining(x, { gamma, beta }).output);
  const layer = stockLayer({ shape, x, gamma, beta, dy });
  const ways = {
    'stock op': gradientsOf((x, gamma, beta) => {
      const { mean, variance } = tf.moments(x, axes);
      return tf.batchNorm(x, mean, variance, beta, gamma, 1e-3);
    }),
    'stock layer': layer.gradients,
    operations: operation,
    fused: operation,
  };
  const dispose = () => {
    tf.dispose([x, gamma, beta, dy]);
    layer.dispose();
  };
  return { ways, dispose };
}

/** The stock layer in a model of its own, and its gradients with respect to its input and its weights. */
function stockLayer({ shape, x, gamma, beta, dy }) {
  const channels = shape.at(-1);
  const layer = tf.layers.batchNormalization({ inputShape: shape.slice(1) });
  const model = tf.sequential({ layers: [layer] });
  tf.tidy(() => layer.setWeights([gamma, beta, tf.zeros([channels]), tf.ones([channels])]));
  const input = tf.variable(x);
  const variables = [input, ...layer.trainableWeights.map((weight) => weight.read())];
  // A loss that costs nothing, and whose gradient is dy: a layer keeps its weights to itself, so tf.grads cannot.
  const loss = tf.customGrad(() => ({ value: tf.scalar(0), gradFunc: () => dy }));
  return {
    gradients() {
      const { grads } = tf.variableGrads(() => loss(model.apply(input, { training: true })), variables);
      return Object.values(grads);
    },
    dispose() {
      input.dispose();
      model.dispose();
    },
  };
}
