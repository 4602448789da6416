import { describe, expect, test } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';
import {
  ArgumentError,
  batchNormalization,
  foldBatchNorm,
  NeuralNet,
  recalibrate,
  summarizeBatchNorm,
  useStatistics,
} from '../../src';
import { useBackendInTests } from '../helpers/backends';
import { clusters, inOrder } from '../helpers/clusters';

const { conv2d, dense, flatten } = tf.layers;

function network(first: tf.layers.Layer): tf.LayersModel {
  const model = tf.sequential({ layers: [first, batchNormalization(), flatten(), dense({ units: 1 })] });
  model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
  return model;
}

// https://github.com/tensorflow/tfjs/issues/8082: the gradient of some layers is not there on WebAssembly.
describe('a backend without the kernels of a gradient', () => {
  useBackendInTests('wasm');
  const inputs = () => [tf.randomNormal([8, 4, 4, 1]), tf.randomNormal([8, 1])] as const;
  const ways: Record<string, (model: tf.LayersModel) => Promise<unknown>> = {
    fit: (model) => model.fit(...inputs(), { epochs: 2, verbose: 0 }),
    trainOnBatch: (model) => model.trainOnBatch(...inputs()),
    fitDataset: (model) => {
      const [xs, ys] = inputs().map((tensor) => tf.data.array(tensor.arraySync() as number[][]));
      return model.fitDataset(tf.data.zip({ xs: xs!, ys: ys! }).batch(4), { epochs: 1, verbose: 0 });
    },
  };

  test.each(Object.entries(ways))(
    '%s says so before anything moves, and leaves nothing',
    async (name, train) => {
      const model = network(conv2d({ filters: 2, kernelSize: 2, inputShape: [4, 4, 1] }));
      const weights = () => model.getWeights().map((weight) => Array.from(weight.dataSync()));
      const before = weights();
      const { numTensors } = tf.memory();
      await tf.nextFrame();
      const message =
        `${name}: the backend "wasm" has no kernel "Conv2DBackpropFilter", which the gradient of the layer ` +
        `"${model.layers[0]!.name}" needs; call registerFusedKernels()`;
      await expect(train(model)).rejects.toThrow(message);
      await expect(train(model)).rejects.toThrow(message);
      expect(weights()).toEqual(before);
      // The inputs of the two calls, which are the caller's.
      expect(tf.memory().numTensors - numTensors).toBeLessThanOrEqual(4);
    },
  );

  test('a layer that does not learn needs no gradient of its own', async () => {
    const model = network(conv2d({ filters: 2, kernelSize: 2, inputShape: [4, 4, 1], trainable: false }));
    await expect(model.trainOnBatch(...inputs())).resolves.toEqual(expect.any(Number));
  });
});

describe('after tf.disposeVariables()', () => {
  useBackendInTests('cpu');
  const made = () => {
    const model = tf.sequential({ layers: [batchNormalization({ inputShape: [2] })] });
    model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
    tf.disposeVariables();
    return model;
  };
  const x = () => tf.ones([2, 2]);
  const uses: Record<string, (model: tf.LayersModel) => unknown> = {
    predict: (model) => model.predict(x()),
    'a call in training': (model) => model.apply(x(), { training: true }),
    trainOnBatch: (model) => model.trainOnBatch(x(), x()),
    recalibrate: (model) => recalibrate(model, x()),
    summarizeBatchNorm: (model) => summarizeBatchNorm(model),
    foldBatchNorm: (model) => foldBatchNorm(model),
    useStatistics: (model) => useStatistics(model, 'other'),
  };

  test.each(Object.entries(uses))('%s says that the weights have been disposed of', async (_, use) => {
    const model = made();
    await expect(Promise.resolve().then(() => use(model))).rejects.toThrow(
      'have been disposed of; make it, or load',
    );
  });

  const examples = clusters({ count: 6, inputSize: 2, classes: 2, seed: 1 });
  const methods: Record<string, (net: NeuralNet) => Promise<unknown>> = {
    predict: (net) => net.predict(examples),
    evaluate: (net) => net.evaluate(examples),
    getState: (net) => net.getState(),
    save: (net) => net.save('file:///tmp/never-written'),
    toLayersModel: (net) => net.toLayersModel(),
    train: (net) => net.train(inOrder(examples), { learningRate: 0.1, trainingBatches: 1 }).next(),
    trainInWorker: (net) =>
      net.trainInWorker(inOrder(examples), { learningRate: 0.1, trainingBatches: 1 }).next(),
  };

  test.each(Object.entries(methods))('NeuralNet.%s says so on the engine tfjs', async (_, use) => {
    const net = await NeuralNet.create({ layerSizes: [2, 3, 2], backend: 'cpu' });
    tf.disposeVariables();
    const message = 'NeuralNet: its variables have been disposed of; make another one';
    await expect(Promise.resolve().then(() => use(net))).rejects.toThrow(message);
    net.dispose();
    await expect(Promise.resolve().then(() => use(net))).rejects.toThrow(
      'NeuralNet: the network has been disposed of',
    );
  });

  test('the compiled engine does not mind', async () => {
    const net = await NeuralNet.create({ layerSizes: [2, 3, 2] });
    tf.disposeVariables();
    expect(await net.predict(examples)).toHaveLength(12);
  });

  test('a backend that was removed is named', async () => {
    tf.registerBackend('passing', tf.findBackendFactory('cpu'));
    const net = await NeuralNet.create({ layerSizes: [2, 3, 2], backend: 'passing' });
    await tf.setBackend('cpu');
    tf.removeBackend('passing');
    await expect(net.predict(examples)).rejects.toThrow('NeuralNet: its backend "passing" has been removed');
  });

  test('a model that is dropped with dispose gives everything back, whatever it went through', async () => {
    const before = tf.memory().numTensors;
    const model = tf.sequential({ layers: [dense({ units: 2, inputShape: [2] }), batchNormalization()] });
    useStatistics(model, 'other');
    tf.tidy(() => void model.apply(x(), { training: true }));
    const data = x();
    await recalibrate(model, data, { passes: 'one' });
    await expect(recalibrate(model, [data.log().sub(data).div(0)])).rejects.toBeInstanceOf(ArgumentError);
    model.dispose();
    expect(tf.memory().numTensors - before).toBeLessThanOrEqual(4);
  });
});
