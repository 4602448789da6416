import * as tf from '@tensorflow/tfjs';

/** Models of TensorFlow.js layers to try the tools on: seeded weights, and averages as a training leaves them. */
export const sampleModels = {
  classifier: () =>
    withAverages([
      tf.layers.dense({ ...seeded(1), name: 'hidden_1', units: 100, inputShape: [784], useBias: false }),
      tf.layers.batchNormalization({ name: 'norm_1' }),
      tf.layers.reLU({ name: 'relu_1' }),
      tf.layers.dense({ ...seeded(2), name: 'hidden_2', units: 100, useBias: false }),
      tf.layers.batchNormalization({ name: 'norm_2' }),
      tf.layers.reLU({ name: 'relu_2' }),
      tf.layers.dense({ ...seeded(3), name: 'output', units: 10 }),
    ]),
  convolutional: () =>
    withAverages([
      tf.layers.conv2d({
        ...{ ...seeded(1), name: 'conv', filters: 8, kernelSize: 3, padding: 'same', useBias: false },
        inputShape: [28, 28, 1],
      }),
      tf.layers.batchNormalization({ name: 'norm_1' }),
      tf.layers.reLU({ name: 'relu_1' }),
      tf.layers.depthwiseConv2d({
        ...{ kernelSize: 3, strides: 2, padding: 'same', useBias: false, name: 'depthwise' },
        depthwiseInitializer: tf.initializers.glorotUniform({ seed: 2 }),
      }),
      tf.layers.batchNormalization({ name: 'norm_2' }),
      tf.layers.reLU({ name: 'relu_2' }),
      tf.layers.globalAveragePooling2d({ name: 'pool' }),
      tf.layers.dense({ ...seeded(3), name: 'output', units: 10 }),
    ]),
} as const;

export type SampleModel = keyof typeof sampleModels;

function seeded(seed: number) {
  return { kernelInitializer: tf.initializers.glorotUniform({ seed }) };
}

/**
 * Gives every batch norm its γ, β and averages, but leaves the last one's averages as they were before any training, which
 * is what a model looks like whose averages nobody updated.
 */
function withAverages(layers: tf.layers.Layer[]): tf.LayersModel {
  const model = tf.sequential({ layers });
  const norms = model.layers.filter((layer) => layer.getClassName() === 'BatchNormalization');
  tf.tidy(() => {
    norms.slice(0, -1).forEach((norm, index) => {
      const [gamma, beta, mean, variance] = norm
        .getWeights()
        .map(({ shape }, at) => tf.randomNormal(shape, 0, 0.3, 'float32', 10 * index + at + 1));
      norm.setWeights([gamma!.exp(), beta!, mean!, variance!.exp()]);
    });
  });
  return model;
}
