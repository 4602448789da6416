import * as tf from '@tensorflow/tfjs';

/** Gives the weights of a model values that a trained one may have: batch norm far from gamma 1, beta 0, mean 0, variance 1. */
export function setTrainedWeights(model: tf.LayersModel, seed = 1): void {
  tf.tidy(() => {
    for (const [i, weight] of model.weights.entries()) {
      const { shape, originalName } = weight;
      const isPositive = originalName.endsWith('moving_variance');
      const [low, high] = isPositive ? [0.2, 3] : [-1, 1];
      weight.write(tf.randomUniform(shape as number[], low, high, 'float32', seed * 1000 + i));
    }
  });
}
