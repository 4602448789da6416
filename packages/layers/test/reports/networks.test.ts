import { expect, test } from '@jest/globals';
import { digestState, NeuralNet } from '../../src';
import { useBackendInTests } from '../helpers/backends';
import { clusters, inOrder } from '../helpers/clusters';

/* What people reported of trained networks elsewhere: kept as JSON, evaluated on what a batch leaves over, and the like. */
useBackendInTests('cpu');

const engines = [{ engine: 'compiled' as const }, { backend: 'cpu' }];
const options = { learningRate: 0.1, trainingBatches: 30, batchSize: 12 };
const drain = async (
  net: NeuralNet,
  examples = clusters({ count: 60, inputSize: 3, classes: 2, seed: 1 }),
) => {
  let last;
  for await (const progress of net.train(inOrder(examples), options)) last = progress;
  return last;
};

// https://github.com/google/flax/issues/263, https://github.com/nntrainer/nntrainer/issues/1457
test.each([1, 7, 1001])('an evaluation counts all of %d examples', async (count) => {
  const examples = clusters({ count, inputSize: 2, classes: 3, seed: 2 });
  for (const engine of engines) {
    const net = await NeuralNet.create({ layerSizes: [2, 5, 3], seed: 4, ...engine });
    const logits = await net.predict(examples);
    let [correct, loss] = [0, 0];
    for (let i = 0; i < count; i++) {
      const row = Array.from(logits.subarray(3 * i, 3 * i + 3));
      const label = examples.labels[i]!;
      correct += Number(row.indexOf(Math.max(...row)) === label);
      loss += Math.log(row.reduce((sum, logit) => sum + Math.exp(logit), 0)) - row[label]!;
    }
    const found = await net.evaluate(examples);
    expect(found.accuracy).toBeCloseTo(correct / count, 6);
    expect(found.loss).toBeCloseTo(loss / count, 4);
    net.dispose();
  }
});

// https://github.com/BrainJS/brain.js/issues/866, https://github.com/ml5js/ml5-website-archive/issues/154
test.each<[string, (i: number) => number[]]>([
  ['a feature that never changes', (i) => [Math.sin(i), 254, Math.cos(i)]],
  ['inputs in the ten thousands', (i) => [17000 + 300 * Math.sin(i), 952.2, 348 * Math.cos(i)]],
])('%s brings no NaN', async (_, example) => {
  const count = 60;
  const inputs = Float32Array.from(Array.from({ length: count }, (_, i) => example(i)).flat());
  const labels = Uint8Array.from({ length: count }, (_, i) => Number(Math.sin(i) > 0));
  for (const engine of engines) {
    const net = await NeuralNet.create({ layerSizes: [3, 10, 2], seed: 2, ...engine });
    const last = await drain(net, { count, inputSize: 3, inputs, labels });
    expect(last?.diverged).toBe(false);
    const { loss } = await net.evaluate({ count, inputSize: 3, inputs, labels });
    expect(Number.isFinite(loss)).toBe(true);
    net.dispose();
  }
});

// https://github.com/tensorflow/tfjs/issues/8488
test('the best state of a training comes back', async () => {
  const examples = clusters({ count: 60, inputSize: 3, classes: 2, seed: 1 });
  const net = await NeuralNet.create({ layerSizes: [3, 8, 2], seed: 1 });
  await drain(net);
  const [state, best] = [await net.getState(), await net.evaluate(examples)];
  await drain(net);
  expect((await net.evaluate(examples)).loss).not.toBe(best.loss);
  net.setState(state);
  expect(await net.evaluate(examples)).toEqual(best);
});

// https://github.com/tensorflow/tfjs/issues/316, https://github.com/tensorflow/tfjs/issues/7104
test('the same seed trains to the same bits, another does not', async () => {
  const digestOf = async (seed: number) => {
    const net = await NeuralNet.create({ layerSizes: [3, 8, 2], seed });
    await drain(net);
    return digestState(await net.getState());
  };
  expect(await digestOf(1)).toBe(await digestOf(1));
  expect(await digestOf(2)).not.toBe(await digestOf(1));
});
