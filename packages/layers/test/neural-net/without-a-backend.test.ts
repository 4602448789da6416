import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import { NeuralNet } from '../../src';
import { clusters, inOrder } from '../helpers/clusters';

// This file imports no backend of TensorFlow.js: it stands for a program that has tfjs-core and tfjs-layers alone.
const folder = mkdtempSync(join(tmpdir(), 'bnlab-'));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const url = `file://${folder}/saved`;
const asksForOne = /has none; import one, such as '@tensorflow\/tfjs-backend-cpu'/;

test('the compiled engine trains and predicts; saving and loading say that they need a backend', async () => {
  const examples = clusters({ count: 60, inputSize: 5, classes: 3, seed: 1 });
  const net = await NeuralNet.create({ layerSizes: [5, 8, 3], seed: 6 });
  const steps = net.train(inOrder(examples), { learningRate: 0.1, trainingBatches: 5, batchSize: 12 });
  while (!(await steps.next()).done);
  expect((await net.predict(examples)).length).toBe(180);

  await expect(net.save(url)).rejects.toThrow(asksForOne);
  await expect(net.toLayersModel()).rejects.toThrow(asksForOne);
  await expect(NeuralNet.restore(url)).rejects.toThrow(asksForOne);
});
