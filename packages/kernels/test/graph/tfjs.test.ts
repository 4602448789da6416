import { beforeAll, expect, test } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';
import { CompiledGraph, type GraphDescription } from '../../src';
import { randomGraphExamples } from '../helpers/arbitrary-graph';

/** The network in TensorFlow.js and here, layer by layer of the same name. */
const description: GraphDescription = {
  inputShape: [11, 9, 2],
  optimizer: { kind: 'sgd', momentum: 0.9 },
  layers: [
    { kind: 'conv2d', name: 'a', filters: 6, kernelSize: 3, useBias: false },
    { kind: 'batchNorm', name: 'b', momentum: 0.9 },
    { kind: 'activation', activation: 'relu' },
    { kind: 'maxPooling2d', poolSize: 2, padding: 'same' },
    {
      kind: 'conv2d',
      name: 'c',
      filters: 8,
      kernelSize: [3, 2],
      stride: 2,
      padding: 'valid',
      activation: 'relu',
    },
    { kind: 'flatten' },
    { kind: 'dense', name: 'd', units: 7, activation: 'tanh' },
    { kind: 'dense', name: 'e', units: 3 },
  ],
};

function stockModel(): tf.Sequential {
  return tf.sequential({
    layers: [
      tf.layers.conv2d({
        inputShape: [11, 9, 2],
        name: 'a',
        filters: 6,
        kernelSize: 3,
        padding: 'same',
        useBias: false,
      }),
      tf.layers.batchNormalization({ name: 'b', momentum: 0.9 }),
      tf.layers.activation({ activation: 'relu' }),
      tf.layers.maxPooling2d({ poolSize: 2, padding: 'same' }),
      tf.layers.conv2d({
        name: 'c',
        filters: 8,
        kernelSize: [3, 2],
        strides: 2,
        padding: 'valid',
        activation: 'relu',
      }),
      tf.layers.flatten(),
      tf.layers.dense({ name: 'd', units: 7, activation: 'tanh' }),
      tf.layers.dense({ name: 'e', units: 3 }),
    ],
  });
}

const roles: Record<string, string> = {
  kernel: 'weights',
  bias: 'bias',
  gamma: 'gamma',
  beta: 'beta',
  moving_mean: 'populationMean',
  moving_variance: 'populationVariance',
};

beforeAll(() => tf.setBackend('cpu'));

test('a convolutional network with relu, batch norm and pooling trains as in TensorFlow.js', async () => {
  const network = await CompiledGraph.create(description);
  const { layers } = network.getState();
  const model = stockModel();
  const placesOf = () =>
    model.layers.flatMap((layer) =>
      layer.weights.map((weight) => ({
        layer: layer.name,
        role: roles[weight.originalName.split('/')[1]!]!,
        weight,
      })),
    );
  for (const { layer, role, weight } of placesOf()) {
    weight.write(tf.tensor(layers[layer]![role]!, weight.shape as number[]));
  }
  const examples = randomGraphExamples(description, 12, 3);
  const x = tf.tensor4d(examples.inputs as Float32Array, [12, 11, 9, 2]);
  const y = tf.tensor2d(examples.labels as Float32Array, [12, 3]);
  const optimizer = tf.train.momentum(0.05, 0.9);
  for (let step = 0; step < 4; step++) {
    const loss = network.trainStep(
      examples,
      Uint32Array.from({ length: 12 }, (_, i) => i),
      0.05,
    );
    const stock = optimizer.minimize(
      () => tf.losses.softmaxCrossEntropy(y, model.apply(x, { training: true }) as tf.Tensor),
      true,
      model.trainableWeights.map((weight) => (weight as unknown as { val: tf.Variable }).val),
    )!;
    expect(loss).toBeCloseTo(stock.dataSync()[0]!, 5);
  }
  const trained = network.getState().layers;
  for (const { layer, role, weight } of placesOf()) {
    // The stock layer's 4-D path puts Bessel's correction into the moving variance.
    if (role === 'populationVariance') continue;
    const expected = weight.read().dataSync();
    trained[layer]![role]!.forEach((value, i) => expect(value).toBeCloseTo(expected[i]!, 4));
  }
});
