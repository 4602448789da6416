import { describe, expect, test } from '@jest/globals';
import * as tf from '@tensorflow/tfjs-core';
import { fullyConnectedNames, NeuralNet, type NeuralNetOptions, useBackend } from '@bnlab/layers';
import { clusters, inOrder } from '../../../packages/layers/test/helpers/clusters';

const examples = clusters({ count: 60, inputSize: 5, classes: 3, seed: 1 });
const shape = { layerSizes: [5, 8, 7, 3], seed: 6 };
const native = { engine: 'tfjs', backend: 'tensorflow' } as const;

const optimizers = [
  ['sgd', { kind: 'sgd' }],
  ['momentum', { kind: 'sgd', momentum: 0.9 }],
  ['adam', { kind: 'adam' }],
] as const;

async function trainedLogits(options: NeuralNetOptions): Promise<number[]> {
  const net = await NeuralNet.create(options);
  const training = { learningRate: 0.01, trainingBatches: 30, batchSize: 12 };
  for await (const { diverged } of net.train(inOrder(examples), training)) expect(diverged).toBe(false);
  const logits = await net.predict(examples);
  net.dispose();
  return Array.from(logits);
}

test('the backend is found by its name', async () => {
  expect(await useBackend('tensorflow')).toBe('tensorflow');
  expect(tf.getBackend()).toBe('tensorflow');
});

test('NeuralNet says that it trains on it', async () => {
  const net = await NeuralNet.create({ ...shape, ...native });
  expect(net).toMatchObject({ engine: 'tfjs', backend: 'tensorflow' });
  net.dispose();
});

describe.each(optimizers)('with %s', (_, optimizer) => {
  test.each(fullyConnectedNames)('layers written as %s train as the compiled engine does', async (name) => {
    const compiled = await trainedLogits({ ...shape, optimizer, engine: 'compiled' });
    const found = await trainedLogits({ ...shape, ...native, optimizer, fullyConnected: name });
    expect(found).toEqual(compiled.map((logit) => expect.closeTo(logit, 3)));
  });
});
