import { beforeAll, describe, expect, test } from '@jest/globals';
import { type Examples, NeuralNet, useBackend } from '../../src';
import { inOrder } from '../helpers/clusters';

/**
 * Logits x and -3e38 x: at x = 2 the second is below what float32 holds, and the loss of class 1 infinite, yet the
 * gradient is not. At x = 0 the loss is ln 2.
 */
const initialWeights = [{ rows: 1, columns: 2, values: Float32Array.of(1, -3e38) }];

/** Batches of one example, x = 0, but for x = 2 as number `at`; as many as there are steps. */
function oneLargeInput(at: number, count = 300): Examples {
  const inputs = new Float32Array(count);
  if (at >= 0) inputs[at] = 2;
  return { count, inputSize: 1, inputs, labels: new Uint8Array(count).fill(1) };
}

beforeAll(() => useBackend('wasm'));

describe.each([
  ['compiled', 'train'],
  ['compiled', 'trainInWorker'],
  ['tfjs', 'train'],
] as const)('progress of the %s engine, %s', (engine, method) => {
  const run = async (examples: Examples) => {
    const net = await NeuralNet.create({ initialWeights, engine });
    const options = { learningRate: 1e-3, trainingBatches: examples.count, batchSize: 1 };
    const progress = [];
    for await (const event of net[method](inOrder(examples), options)) progress.push(event);
    net.dispose();
    return progress;
  };

  test.each([0, 1, 150, 298])(
    'tells of an infinite loss at step %d of 300, after which training goes on',
    async (at) => {
      const progress = await run(oneLargeInput(at));
      expect(progress.at(0)).toMatchObject({ step: 0, diverged: false });
      expect(progress.at(-1)).toMatchObject({ step: 300, diverged: true });
      expect(progress.at(-1)!.loss).toBeCloseTo(Math.LN2, 0);
      for (const { step, diverged } of progress) expect(diverged).toBe(step > at);
    },
  );

  test('tells that none was', async () => {
    const progress = await run(oneLargeInput(-1));
    expect(progress.map(({ diverged }) => diverged)).toEqual(progress.map(() => false));
  });
});

test('trains where there is no MessageChannel, as in jsdom', async () => {
  const { MessageChannel } = globalThis;
  Reflect.deleteProperty(globalThis, 'MessageChannel');
  try {
    const net = await NeuralNet.create({ layerSizes: [1, 2] });
    const options = { learningRate: 1e-3, trainingBatches: 3, batchSize: 1 };
    const steps = [];
    for await (const { step } of net.train(inOrder(oneLargeInput(-1, 3)), options)) steps.push(step);
    expect(steps.at(-1)).toBe(3);
  } finally {
    Object.assign(globalThis, { MessageChannel });
  }
});
