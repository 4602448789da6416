import * as tf from '@tensorflow/tfjs';

/**
 * The networks that are trained, each as a function of the batch norm layer in it. Starting weights are drawn from seeds,
 * so that networks that differ in that layer only compute the same.
 */
export const networks = [
  { name: 'MLP', title: 'MLP 784-100-100-100-10, batch 60', batch: [60, 784], build: perceptron },
  {
    name: 'CNN',
    title: 'CNN 28x28, four convolutions, batch 64',
    batch: [64, 28, 28, 1],
    build: convolutional,
  },
];

function perceptron(batchNormalization) {
  const model = tf.sequential();
  for (const [layer, units] of [100, 100, 100].entries()) {
    const inputShape = layer === 0 ? { inputShape: [784] } : {};
    model.add(tf.layers.dense({ units, useBias: false, kernelInitializer: drawn(layer), ...inputShape }));
    model.add(batchNormalization());
    model.add(tf.layers.reLU());
  }
  return finish(model);
}

function convolutional(batchNormalization) {
  const model = tf.sequential();
  const blocks = [
    { filters: 16, strides: 1 },
    { filters: 32, strides: 2 },
    { filters: 32, strides: 1 },
    { filters: 64, strides: 2 },
  ];
  for (const [layer, block] of blocks.entries()) {
    const inputShape = layer === 0 ? { inputShape: [28, 28, 1] } : {};
    const shape = { kernelSize: 3, padding: 'same', useBias: false, ...block, ...inputShape };
    model.add(tf.layers.conv2d({ ...shape, kernelInitializer: drawn(layer) }));
    model.add(batchNormalization());
    model.add(tf.layers.reLU());
  }
  model.add(tf.layers.globalAveragePooling2d({ dataFormat: 'channelsLast' }));
  return finish(model);
}

function finish(model) {
  model.add(tf.layers.dense({ units: 10, activation: 'softmax', kernelInitializer: drawn(9) }));
  model.compile({ optimizer: tf.train.sgd(0.01), loss: 'categoricalCrossentropy' });
  return model;
}

function drawn(layer) {
  return tf.initializers.glorotUniform({ seed: layer + 1 });
}
