import * as tf from '@tensorflow/tfjs';

/**
 * What is timed of a model, each as a function that does it once: a training step and a prediction, of the whole and of
 * its batch norm layers alone, those on inputs of the shapes that they get in it.
 */
export function tasksOf(model, { batch }) {
  const x = tf.randomNormal(batch, 0, 1, 'float32', 1);
  const y = tf.oneHot(
    Array.from({ length: batch[0] }, (_, example) => example % 10),
    10,
  );
  const layers = model.layers.filter((layer) => layer.getClassName() === 'BatchNormalization');
  const alone = layers.map((layer) => {
    const input = tf.randomNormal([batch[0], ...layer.output.shape.slice(1)], 3, 2, 'float32', 2);
    return { layer, input: tf.variable(input), gradients: gradientsOf(layer, input) };
  });
  return {
    'training step': () => model.trainOnBatch(x, y),
    'layers alone, forward and backward': () => alone.forEach(({ gradients }) => tf.tidy(gradients)),
    prediction: () => tf.dispose(model.predictOnBatch(x)),
    'layers alone, inference': () =>
      alone.forEach(({ layer, input }) => tf.tidy(() => void layer.apply(input))),
  };
}

/** The gradients with respect to a layer's input and weights, in training, the moving averages included. */
function gradientsOf(layer, values) {
  const input = tf.variable(values);
  const dy = tf.randomNormal(values.shape, 0, 1, 'float32', 3);
  const variables = [input, ...layer.trainableWeights.map((weight) => weight.read())];
  // A loss that costs nothing, and whose gradient is dy: a layer keeps its weights to itself, so tf.grads cannot.
  const loss = tf.customGrad(() => ({ value: tf.scalar(0), gradFunc: () => dy }));
  return () => void tf.variableGrads(() => loss(layer.apply(input, { training: true })), variables);
}
