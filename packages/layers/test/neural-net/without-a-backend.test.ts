import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import * as tf from '@tensorflow/tfjs-core';
import { NeuralNet } from '../../src';
import { clusters, inOrder } from '../helpers/clusters';

// This file imports no backend of TensorFlow.js: it stands for a program that has tfjs-core and tfjs-layers alone.
const folder = mkdtempSync(join(tmpdir(), 'bnlab-'));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const url = `file://${folder}/saved`;

test('the compiled engine trains, predicts, saves and loads, and no backend stays behind', async () => {
  const examples = clusters({ count: 60, inputSize: 5, classes: 3, seed: 1 });
  const net = await NeuralNet.create({ layerSizes: [5, 8, 3], seed: 6, optimizer: { kind: 'adam' } });
  const steps = net.train(inOrder(examples), { learningRate: 0.1, trainingBatches: 5, batchSize: 12 });
  while (!(await steps.next()).done);

  await net.save(url);
  const restored = await NeuralNet.restore(url);
  expect(await restored.getState()).toEqual(await net.getState());
  expect(await restored.predict(examples)).toEqual(await net.predict(examples));
  expect(tf.engine().backendNames()).toEqual([]);
  expect(tf.memory.bind(tf)).toThrow('No backend found');
});

test('a network of layers trains and saves', async () => {
  const net = await NeuralNet.create({
    inputShape: [5],
    layers: [{ kind: 'dense', units: 4, useBias: false }, { kind: 'batchNorm' }, { kind: 'dense', units: 3 }],
  });
  const { inputs, labels } = clusters({ count: 60, inputSize: 5, classes: 3, seed: 1 });
  await net.fit(inputs, labels, { learningRate: 0.1 });
  await net.save(url);
  expect(existsSync(join(folder, 'saved', 'model.json'))).toBe(true);
  expect(tf.engine().backendNames()).toEqual([]);
  await expect(net.toLayersModel()).rejects.toThrow(/LayeredNet\.toLayersModel: .* this program has none/);
});

test('a model to be used says that it needs one', async () => {
  const net = await NeuralNet.create({ layerSizes: [5, 8, 3], seed: 6 });
  await expect(net.toLayersModel()).rejects.toThrow(
    /this program has none; import one, such as '@tensorflow\/tfjs-backend-cpu'/,
  );
  net.dispose();
  // https://github.com/ml5js/ml5-library/issues/1395
  await expect(net.toLayersModel()).rejects.toThrow('NeuralNet: the network has been disposed of');
});
