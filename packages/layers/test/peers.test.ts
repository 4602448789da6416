import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import * as bnlab from '../src';

// Spares the advice to install another backend.
tf.env().set('PROD', true);

/** A program with `@tensorflow/tfjs-core` and `@tensorflow/tfjs-layers`, without chained operations. */
test('importing the package registers no backend and puts no operations on tensors', () => {
  expect(tf.engine().registryFactory).toEqual({});
  expect('mul' in tf.Tensor.prototype).toBe(false);
});

describe('with one backend', () => {
  let directory: string;
  beforeAll(async () => {
    await import('@tensorflow/tfjs-backend-cpu');
    await tf.setBackend('cpu');
    directory = await mkdtemp(join(tmpdir(), 'bnlab-'));
  });
  afterAll(() => rm(directory, { recursive: true }));

  const images = () => tf.randomNormal([6, 4, 4, 2], 1, 2, 'float32', 1);
  const seeded = () => tfl.initializers.glorotNormal({ seed: 1 });
  const fitted = async (layers: tfl.layers.Layer[], x: tf.Tensor) => {
    const model = tfl.sequential({ layers });
    model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
    const y = tf.zeros([x.shape[0], ...(model.outputs[0]!.shape.slice(1) as number[])]);
    await model.fit(x, y, { batchSize: 4, epochs: 1, shuffle: false, verbose: 0 });
    return model;
  };
  const convolution = (options: object = {}) =>
    tfl.layers.conv2d({ filters: 2, kernelSize: 2, kernelInitializer: seeded(), ...options });
  const inputShape = [4, 4, 2];

  test.each<[string, () => tfl.layers.Layer]>([
    ['batchNormalization()', () => bnlab.batchNormalization({ inputShape })],
    ['axis: 1', () => bnlab.batchNormalization({ inputShape, axis: 1 })],
    ['several axes', () => bnlab.batchNormalization({ inputShape, axis: [1, 3] })],
    ['momentum: null', () => bnlab.batchNormalization({ inputShape, momentum: null })],
    ['renorm', () => bnlab.batchNormalization({ inputShape, renorm: true })],
    ['ghost batches', () => bnlab.batchNormalization({ inputShape, ghostBatchSize: 2 })],
    ['groupNormalization', () => bnlab.groupNormalization({ inputShape, groups: 1 })],
  ])('%s trains', async (_, layer) => {
    const x = images();
    const model = await fitted([layer()], x);
    expect((model.predict(x) as tf.Tensor).dataSync().every(Number.isFinite)).toBe(true);
  });

  test.each(['batchNormSimpleRNNCell', 'batchNormGRUCell', 'batchNormLSTMCell'] as const)(
    '%s trains',
    async (cell) => {
      const [kernelInitializer, recurrentInitializer] = [seeded(), seeded()];
      const made = bnlab[cell]({ units: 3, maxSteps: 4, kernelInitializer, recurrentInitializer });
      const x = tf.randomNormal([6, 4, 2], 0, 1, 'float32', 1);
      const model = await fitted([tfl.layers.rnn({ cell: made, inputShape: [4, 2] })], x);
      expect((model.predict(x) as tf.Tensor).dataSync().every(Number.isFinite)).toBe(true);
    },
  );

  test('the tools for models run, and models save and load', async () => {
    const x = images();
    const layers = [convolution({ inputShape }), tfl.layers.batchNormalization(), convolution()];
    const stock = await fitted(layers, x);
    const model = await bnlab.convertToBnlab(stock);
    await bnlab.recalibrate(model, x);
    bnlab.freezeBatchNorm(model);
    expect(String(await bnlab.summarizeBatchNorm(model, { batch: x }))).toContain('frozen');
    const expected = (model.predict(x) as tf.Tensor).dataSync();
    const folded = await bnlab.foldBatchNorm(model);
    await folded.save(`file://${directory}/folded`);
    const loaded = await tfl.loadLayersModel(`file://${directory}/folded`);
    const found = (loaded.predict(x) as tf.Tensor).dataSync();
    found.forEach((value, i) => expect(value).toBeCloseTo(expected[i]!, 4));
  });

  test.each(bnlab.fullyConnectedNames)('NeuralNet trains with fullyConnected: %s', async (fullyConnected) => {
    const net = await bnlab.NeuralNet.create({
      ...{ layerSizes: [2, 4, 2], backend: 'cpu', fullyConnected, ghostBatchSize: 2 },
      optimizer: 'adam',
    });
    const examples = {
      count: 4,
      inputSize: 2,
      inputs: Float32Array.of(1, 2, 3, 4, 5, 6, 7, 9),
      labels: new Uint8Array(4),
    };
    const stream = { examples, nextIndices: () => Uint32Array.of(0, 1, 2, 3) };
    for await (const { diverged } of net.train(stream, {
      learningRate: 0.1,
      trainingBatches: 2,
      validation: examples,
    })) {
      expect(diverged).toBe(false);
    }
    net.dispose();
  });
});
