import { runInThisContext } from 'node:vm';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import {
  adaptStatistics,
  batchNormalization,
  type BatchNormalizationConfig,
  batchNormLSTMCell,
  foldBatchNorm,
  NeuralNet,
  recalibrate,
  summarizeBatchNorm,
} from '../../src';
import '../helpers/backends';
import { checkLaws } from '../helpers/check-laws';
import { clusters, inOrder } from '../helpers/clusters';
import { expectClose } from '../helpers/expect-close';
import { PROMISED } from '../helpers/promised-backend';

/** Lets every value that was asked for arrive. */
const values = () => new Promise((resolve) => setImmediate(resolve));

let warn: jest.SpiedFunction<typeof console.warn>;
beforeEach(async () => {
  await tf.setBackend(PROMISED);
  warn = jest.spyOn(console, 'warn').mockImplementation(() => {});
});
afterEach(() => warn.mockRestore());

describe('a backend whose values come with promises', () => {
  test('is one: what reads at once throws', () => {
    const options = { filename: 'program.js' };
    const read = runInThisContext('(tensor) => tensor.dataSync()', options) as (tensor: tf.Tensor) => void;
    expect(() => read(tf.ones([2]))).toThrow('read synchronously');
  });

  interface Example {
    config: BatchNormalizationConfig;
    isMasked: boolean;
    /** Each batch as values and the positions that a mask keeps. */
    batches: { x: number[][]; kept: boolean[] }[];
  }

  /** Trains on a backend; a batch is [examples, 2]. */
  async function train(backend: string, { config, isMasked, batches }: Example) {
    await tf.setBackend(backend);
    const layer = batchNormalization({ ...config, name: 'norm' });
    const outputs = batches.map(({ x, kept }) => {
      const mask = isMasked ? tf.tensor1d(kept, 'bool') : undefined;
      return tf.tidy(() =>
        Array.from((layer.apply(tf.tensor2d(x), { training: true, mask }) as tf.Tensor).dataSync()),
      );
    });
    await values();
    return {
      outputs,
      mean: Array.from(layer.movingMean.read().dataSync()),
      variance: Array.from(layer.movingVariance.read().dataSync()),
      batchesSeen: layer.getConfig().batchesSeen,
      warnings: warn.mock.calls.splice(0).length,
    };
  }

  /** With a number that no batch has in place of those that cannot be compared. */
  const finite = (arrays: number[][]) => arrays.flat().map((value) => (Number.isFinite(value) ? value : 1e9));

  const value = fc.oneof(
    { weight: 20, arbitrary: fc.integer({ min: -9, max: 9 }) },
    { weight: 1, arbitrary: fc.constantFrom(NaN, Infinity) },
  );
  const batch = fc.integer({ min: 1, max: 5 }).chain((size) =>
    fc.record({
      x: fc.array(fc.tuple(value, value), { minLength: size, maxLength: size }),
      kept: fc.array(fc.boolean(), { minLength: size, maxLength: size }),
    }),
  );
  const config = fc.record({
    momentum: fc.constantFrom(null, 0, 0.5),
    bessel: fc.boolean(),
    onSingleValue: fc.constantFrom('warn' as const, 'population' as const, 'allow' as const),
    onNonFinite: fc.constantFrom('skip' as const, 'allow' as const),
  });
  const example: fc.Arbitrary<Example> = fc
    .record({
      config,
      isMasked: fc.boolean(),
      ghosts: fc.boolean(),
      batches: fc.array(batch, { minLength: 1, maxLength: 5 }),
    })
    .map(({ ghosts, ...rest }) =>
      ghosts && !rest.isMasked ? { ...rest, config: { ...rest.config, ghostBatchSize: 2 } } : rest,
    );

  test('trains to the numbers, counts and warnings of one that reads at once', async () => {
    await fc.assert(
      fc.asyncProperty(example, async (example) => {
        const [there, here] = [await train(PROMISED, example), await train('cpu', example)];
        expect(there).toMatchObject({ batchesSeen: here.batchesSeen, warnings: here.warnings });
        expectClose(finite([there.mean, there.variance]), finite([here.mean, here.variance]));
        expectClose(finite(there.outputs), finite(here.outputs));
      }),
    );
  });

  const good = [
    [1, 2],
    [3, 8],
  ];
  const bad = [
    [NaN, 2],
    [3, 8],
  ];

  test('throws at the next call for a batch that is not finite, and leaves it out', async () => {
    const layer = batchNormalization({ momentum: 0.5, onNonFinite: 'error', inputShape: [2] });
    const model = tf.sequential({ layers: [layer] });
    for (const x of [good, bad]) model.apply(tf.tensor2d(x), { training: true });
    await values();
    expect(() => model.predict(tf.tensor2d(good))).toThrow(
      'batchNormalization: batch 2 has values that are not finite in the input of this layer',
    );
    expectClose(layer.movingMean.read(), [1, 2.5]);
    expect(() => model.predict(tf.tensor2d(good))).not.toThrow();
  });

  test('throws at the next call for one value under a mask', async () => {
    const layer = batchNormalization({ onSingleValue: 'error' });
    const call = (mask: boolean[]) =>
      void layer.apply(tf.tensor2d(good), { training: true, mask: tf.tensor1d(mask, 'bool') });
    call([true, true]);
    call([true, false]);
    await values();
    expect(() => call([true, true])).toThrow('must have more than one value per channel');
    expect(() => call([true, true])).not.toThrow();
  });

  test('throws at the next step of a cell', async () => {
    const cell = batchNormLSTMCell({ units: 2, maxSteps: 2, onNonFinite: 'error' });
    const layer = tf.layers.rnn({ cell });
    layer.apply(tf.fill([2, 2, 2], NaN), { training: true });
    await values();
    expect(() => layer.apply(tf.ones([2, 2, 2]))).toThrow('batch 1 has values that are not finite');
  });

  test('leaves no tensors behind', async () => {
    const layer = batchNormalization({ momentum: null });
    const call = () =>
      tf.tidy(() => {
        const mask = tf.tensor1d([true, false], 'bool');
        layer.apply(tf.tensor2d(bad), { training: true, mask });
        layer.apply(tf.tensor2d(good), { training: true });
      });
    call();
    await values();
    const { numTensors } = tf.memory();
    call();
    await values();
    expect(tf.memory().numTensors).toBe(numTensors);
  });

  test('can go away while values are under way', async () => {
    tf.registerBackend('leaving', () => tf.findBackendFactory('cpu')());
    tf.copyRegisteredKernels('cpu', 'leaving');
    await tf.setBackend('leaving');
    const layer = batchNormalization({ momentum: null });
    layer.apply(tf.tensor2d(good), { training: true });
    tf.removeBackend('leaving');
    await values();
  });

  test('keeps the laws, with the operations of core and with the layer', async () => {
    const { core, layer } = await checkLaws({ numRuns: 1, large: false });
    expect([...core.broken, ...layer.broken]).toEqual([]);
    expect(Math.min(core.kept, layer.kept)).toBeGreaterThan(20);
  });

  test('runs the tools and the network', async () => {
    const model = tf.sequential({
      layers: [
        tf.layers.dense({ units: 3, inputShape: [2] }),
        batchNormalization({ momentum: null }),
        tf.layers.reLU(),
      ],
    });
    model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
    const x = tf.randomNormal([12, 2], 0, 1, 'float32', 1);
    await model.fit(x, tf.zeros([12, 3]), { verbose: 0, validationSplit: 0.25, batchSize: 4 });
    await recalibrate(model, x, { passes: 'one' });
    await recalibrate(model, x);
    (await adaptStatistics(model, x)).restore();
    expect((await summarizeBatchNorm(model)).layers).toHaveLength(1);
    expect((await foldBatchNorm(model)).layers).toHaveLength(2);

    const net = await NeuralNet.create({ layerSizes: [5, 4, 3], seed: 1, engine: 'tfjs' });
    const data = clusters({ count: 30, inputSize: 5, classes: 3, seed: 1 });
    const steps = net.train(inOrder(data), { learningRate: 0.1, trainingBatches: 5, validation: data });
    while (!(await steps.next()).done);
    await net.observe(data, Uint32Array.of(0, 1, 2, 3), { learningRate: 0.1 });
    await net.recalibrate(data);
    expect((await net.evaluate(data)).accuracy).toBeGreaterThan(0);
  });
});
