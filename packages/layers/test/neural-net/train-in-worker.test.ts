import { describe, expect, test } from '@jest/globals';
import { NeuralNet } from '../../src';
import { findFullyConnected } from '../../src/neural-net/fully-connected/spellings';
import { clusters, inOrder } from '../helpers/clusters';

const examples = clusters({ count: 60, inputSize: 5, classes: 3, seed: 1 });
const layerSizes = [5, 8, 7, 3];
const options = { learningRate: 0.1, trainingBatches: 230, batchSize: 12, batchesPerSample: 50 };

describe('trainInWorker', () => {
  test('trains to the same bits as train, with the same measurements', async () => {
    const run = async (method: 'train' | 'trainInWorker') => {
      const net = await NeuralNet.create({ layerSizes, seed: 1 });
      const measured: [number, number][] = [];
      for await (const { step, validationAccuracy } of net[method](inOrder(examples), {
        ...options,
        validation: examples,
      })) {
        if (validationAccuracy !== undefined) measured.push([step, validationAccuracy]);
      }
      return { state: await net.getState(), measured };
    };
    const inWorker = await run('trainInWorker');
    expect(inWorker).toEqual(await run('train'));
    expect(inWorker.measured.map(([step]) => step)).toEqual([0, 50, 100, 150, 200, 230]);
  });

  test('two at once do not disturb each other', async () => {
    const run = async (seed: number) => {
      const net = await NeuralNet.create({ layerSizes, seed });
      for await (const { step } of net.trainInWorker(inOrder(examples), options))
        expect(step).toBeLessThan(231);
      return net.getState();
    };
    const together = await Promise.all([run(1), run(2)]);
    expect(together).toEqual([await run(1), await run(2)]);
  });

  test('stopped by a signal it leaves the network with what it has learned, and goes on from there', async () => {
    const stopped = await NeuralNet.create({ layerSizes, seed: 1 });
    const stream = inOrder(examples);
    const abort = new AbortController();
    const reason = new Error('enough');
    const read = async () => {
      for await (const { step } of stopped.trainInWorker(stream, {
        ...options,
        trainingBatches: 1e9,
        signal: abort.signal,
      })) {
        if (step > 20) abort.abort(reason);
      }
    };
    await expect(read()).rejects.toBe(reason);
    const state = await stopped.getState();
    expect(state.step).toBeGreaterThan(20);
    const straight = await NeuralNet.create({ layerSizes, seed: 1 });
    const again = inOrder(examples);
    for (let step = 0; step < state.step; step++) {
      for await (const { loss } of straight.train(again, { ...options, trainingBatches: 1 }))
        expect(loss).not.toBeNaN();
    }
    expect(await straight.getState()).toEqual(state);
  });

  test('aborted before it starts it trains nothing and yields nothing', async () => {
    const net = await NeuralNet.create({ layerSizes, seed: 1 });
    const before = await net.getState();
    const reason = new Error('enough');
    const training = net.trainInWorker(inOrder(examples), { ...options, signal: AbortSignal.abort(reason) });
    await expect(training.next()).rejects.toBe(reason);
    expect(await net.getState()).toEqual(before);
  });

  test('aborted while the worker trains it ends with that chunk, unannounced', async () => {
    const net = await NeuralNet.create({ layerSizes, seed: 1 });
    const abort = new AbortController();
    const reason = new Error('enough');
    const training = net.trainInWorker(inOrder(examples), { ...options, signal: abort.signal });
    await training.next();
    const chunk = training.next();
    abort.abort(reason);
    await expect(chunk).rejects.toBe(reason);
    expect((await net.getState()).step).toBe(1);
    expect((await training.next()).done).toBe(true);
  });

  test('no longer read it ends, and the network keeps what was trained', async () => {
    const net = await NeuralNet.create({ layerSizes, seed: 1 });
    for await (const { step } of net.trainInWorker(inOrder(examples), options)) if (step > 10) break;
    expect((await net.getState()).step).toBeGreaterThan(10);
  });

  test('refuses what train refuses, and networks that the kernels do not know', async () => {
    const net = await NeuralNet.create({ layerSizes, seed: 1 });
    expect(() => net.trainInWorker(inOrder(examples), { ...options, batchSize: 0 })).toThrow(
      'batchSize must be an integer of at least 1, got 0',
    );
    const wide = await NeuralNet.create({ layerSizes: [5, 300], engine: 'tfjs' });
    await expect(wide.trainInWorker(inOrder(examples), options).next()).rejects.toThrow(
      '256 classes at most, got 300',
    );
    const other = await NeuralNet.create({ layerSizes: [4, 3] });
    expect(() => other.trainInWorker(inOrder(examples), options)).toThrow(
      'batches.examples must have 4 inputs',
    );
    wide.dispose();
  });
});

describe('observe', () => {
  test('looks at the layers of the compiled engine and changes nothing', async () => {
    const net = await NeuralNet.create({ layerSizes, seed: 1 });
    const before = await net.getState();
    const { step, loss, layers } = await net.observe(
      examples,
      Uint32Array.from({ length: 12 }, (_, i) => i),
      { bins: 5 },
    );
    expect(await net.getState()).toEqual(before);
    expect(step).toBe(0);
    expect(loss).toBeCloseTo(Math.log(3), 1);
    expect(layers.map(({ gamma }) => gamma?.length)).toEqual([8, 7, undefined]);
    expect(layers[0]!.preactivations!.histogram.counts.reduce((sum, count) => sum + count)).toBe(12 * 8);
    // Batch norm makes mean 0 and deviation 1 of what a new network's first layer gives.
    expect(layers[0]!.preactivations!.mean).toBeCloseTo(0, 5);
    expect(layers[0]!.preactivations!.deviation).toBeGreaterThan(0.8);
  });

  test('sees the same of a network on TensorFlow.js, whose layers are not of a function', async () => {
    const options = { bins: [-2, 0, 2], learningRate: 0.1 };
    const some = Uint32Array.from({ length: 12 }, (_, i) => i);
    const [compiled, tfjs] = [
      await NeuralNet.create({ layerSizes, seed: 1 }),
      await NeuralNet.create({ layerSizes, seed: 1, engine: 'tfjs' }),
    ];
    const seen = await tfjs.observe(examples, some, options);
    expect(seen).toEqual(await compiled.observe(examples, some, options));
    expect(seen.layers.map(({ updateRatios }) => Object.keys(updateRatios!))).toEqual([
      ['weights', 'gamma', 'beta'],
      ['weights', 'gamma', 'beta'],
      ['weights', 'bias'],
    ]);
    const [{ norms, updateRatios }] = seen.layers as [(typeof seen.layers)[0]];
    expect(updateRatios!.weights).toBeCloseTo((0.1 * norms.weightGradient) / norms.weights, 6);
    tfjs.dispose();
    const fullyConnected = findFullyConnected('test', 'equations');
    const own = await NeuralNet.create({ layerSizes, seed: 1, fullyConnected });
    await expect(own.observe(examples, some)).rejects.toThrow('its layers are a fullyConnected function');
    await expect(own.recalibrate(examples)).rejects.toThrow('of a fullyConnected function get is not known');
    own.dispose();
  });
});

describe('recalibrate', () => {
  test.each([
    ['compiled', 'before-activation', true],
    ['compiled', 'after-activation', [false, true]],
    ['tfjs', 'before-activation', [true, false]],
  ] as const)(
    'gives the predictions of all examples as one batch: %s, %s, %j',
    async (engine, placement, batchNorm) => {
      const net = await NeuralNet.create({
        layerSizes,
        seed: 1,
        engine,
        placement,
        batchNorm,
        activation: 'elu',
      });
      const steps = net.train(inOrder(examples), { learningRate: 0.1, trainingBatches: 5, batchSize: 12 });
      while (!(await steps.next()).done);
      const before = await net.predict(examples);
      await net.recalibrate(examples);
      const expected = await net.predict(examples, { statistics: 'batch' });
      const found = await net.predict(examples);
      found.forEach((value, i) => expect(value).toBeCloseTo(expected[i]!, 3));
      expect(before.some((value, i) => Math.abs(value - found[i]!) > 0.05)).toBe(true);
      net.dispose();
    },
  );

  test('refuses a network without batch norm', async () => {
    const net = await NeuralNet.create({ layerSizes, batchNorm: false });
    await expect(net.recalibrate(examples)).rejects.toThrow(
      'NeuralNet.recalibrate: the network must have a batch norm layer, got none',
    );
  });
});
