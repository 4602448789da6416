import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';
import { BatchNormalization, fileSystem, foldBatchNorm } from '../../src';
import { describeOnBackends, useBackendInTests } from '../helpers/backends';
import { expectClose } from '../helpers/expect-close';

interface Expected {
  inputShape: number[];
  input: number[];
  output: number[][];
}

/** A model of the fixtures, see their README, with an input and what it gives, computed by other means. */
async function load(name: string) {
  const folder = `${__dirname}/../fixtures/keras/${name}`;
  const { input, inputShape, output } = JSON.parse(
    readFileSync(`${folder}/expected.json`, 'utf8'),
  ) as Expected;
  const model = await tf.loadLayersModel(fileSystem(folder));
  return { model, x: tf.tensor(input, inputShape), output: output.flat() };
}

describeOnBackends('a model in the format of Keras', () => {
  test.each([
    ['channels-last', 3],
    ['channels-first', 2],
  ])('%s: loads with this layer and predicts what it should', async (name, norms) => {
    const { model, x, output } = await load(name);
    expect(model.layers.filter((layer) => layer instanceof BatchNormalization)).toHaveLength(norms);
    expectClose(model.predict(x) as tf.Tensor, output, 1e-5);
  });

  test.each(['channels-last', 'channels-first'])('%s: predicts the same folded', async (name) => {
    const { model, x, output } = await load(name);
    const kept: string[] = [];
    const folded = await foldBatchNorm(model, { onKept: (path) => kept.push(path) });
    expect(kept).toEqual([]);
    expectClose(folded.predict(x) as tf.Tensor, output, 1e-5);
  });
});

describe('a model in the format of Keras', () => {
  // TensorFlow.js's WebAssembly backend has no gradient of convolutions.
  useBackendInTests('cpu');
  test.each(['channels-last', 'channels-first'])('%s: goes on learning', async (name) => {
    const { model, x, output } = await load(name);
    model.compile({ optimizer: tf.train.sgd(0.1), loss: 'meanSquaredError' });
    const y = tf.tensor2d(output, [3, 3]).reverse(0);
    const { history } = await model.fit(x, y, { epochs: 5, verbose: 0, shuffle: false });
    const loss = history.loss as number[];
    expect(loss.at(-1)!).toBeLessThan(loss[0]!);
  });
});
