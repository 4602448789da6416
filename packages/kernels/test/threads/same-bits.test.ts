import { afterEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { CompiledNetwork, NetworkWorker, type NetworkShape } from '../../src';
import { arbitraryShape, randomExamples, randomValues, uniform } from '../helpers/arbitrary-network';

const open: CompiledNetwork[] = [];
afterEach(() => open.splice(0).forEach((network) => network.dispose()));

type Options = NonNullable<Parameters<typeof CompiledNetwork.create>[2]>;

async function start(shape: NetworkShape, seed: number, options: Options): Promise<CompiledNetwork> {
  const network = await CompiledNetwork.create(shape, randomValues(shape, seed), options);
  open.push(network);
  return network;
}

/** Steps on batches of several sizes, with evaluations, predictions and a look into a step in between. */
function train(network: CompiledNetwork, seed: number) {
  const { shape } = network;
  const data = randomExamples(shape, { count: 130, seed, kind: seed % 2 ? 'bytes' : 'floats' });
  const next = uniform(seed);
  const seen = [23, 9, 1].map((batch) => {
    const indices = Uint32Array.from({ length: batch }, () => Math.floor(130 * next()));
    const loss = network.trainStep(data, indices, 0.1);
    const evaluated = (['population', 'batch'] as const).map((statistics) =>
      network.evaluate(data, statistics),
    );
    return { loss, evaluated, observed: network.observe(data, indices) };
  });
  return { seen, predicted: network.predict(data, 'population'), state: network.getState() };
}

const wide: NetworkShape = {
  layerSizes: [500, 450, 60, 5],
  activation: 'relu',
  batchNorm: true,
  placement: 'before-activation',
  momentum: 0.9,
  epsilon: 1e-3,
  optimizer: { kind: 'sgd', momentum: 0 },
};

describe('any number of threads gives the bits of one', () => {
  test('networks of every kind, on two and three threads', async () => {
    await fc.assert(
      fc.asyncProperty(
        arbitraryShape,
        fc.integer({ min: 0, max: 1e9 }),
        fc.constantFrom('sparse' as const, 'dense' as const),
        fc.constantFrom(2, 3),
        async (shape, seed, inputs, threads) => {
          const together = await start(shape, seed, { inputs, threads });
          expect(together.threads).toEqual({ used: threads, available: threads });
          const alone = await start(shape, seed, { inputs });
          expect(train(together, seed)).toEqual(train(alone, seed));
          together.dispose();
        },
      ),
    );
  });

  test('layers wide enough for lists in blocks, with what the optimizer keeps', async () => {
    const shape: NetworkShape = {
      layerSizes: [20, 300, 270, 5],
      activation: 'relu',
      batchNorm: true,
      placement: 'before-activation',
      momentum: 0.9,
      epsilon: 1e-3,
      optimizer: { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-3 },
      ghostBatchSize: 7,
    };
    const [alone, ...together] = await Promise.all(
      [1, 2, 3].map((threads) => start(shape, 1, { threads, inputs: 'sparse' })),
    );
    const expected = train(alone!, 1);
    for (const network of together) expect(train(network, 1)).toEqual(expected);
  });

  test('when the threads end in between', async () => {
    const shape = { ...wide, layerSizes: [10, 40, 40, 3] };
    const [alone, together] = [await start(shape, 1, {}), await start(shape, 1, { threads: 2 })];
    expect(train(together, 1)).toEqual(train(alone, 1));
    together.dispose();
    expect(together.threads).toEqual({ used: 1, available: 1 });
    expect(train(together, 2)).toEqual(train(alone, 2));
  });

  test('in a worker, which starts the others', async () => {
    const shape = { ...wide, layerSizes: [10, 40, 40, 3] };
    const data = randomExamples(shape, { count: 50, seed: 1, kind: 'bytes' });
    const indices = Uint32Array.from({ length: 50 }, (_, i) => i);
    const worker = await NetworkWorker.create(shape, randomValues(shape, 1), { threads: 3 });
    try {
      const alone = await start(shape, 1, {});
      const options = { batchSize: 8, learningRate: 0.1 };
      await worker.train(data, indices, options);
      alone.train(data, indices, options);
      expect(await worker.getThreads()).toEqual({ used: 3, available: 3 });
      expect(await worker.getState()).toEqual(alone.getState());
      expect(await worker.evaluate(data, 'population')).toEqual(alone.evaluate(data, 'population'));
    } finally {
      worker.terminate();
    }
  });

  test('and with "auto", whatever it chooses; a small network gets one', async () => {
    const auto = await start(wide, 1, { threads: 'auto' });
    const alone = await start(wide, 1, {});
    const small = await start({ ...wide, layerSizes: [20, 30, 5] }, 1, { threads: 'auto' });
    const data = randomExamples(wide, { count: 30, seed: 1, kind: 'bytes' });
    const indices = Uint32Array.from({ length: 60 }, (_, i) => i % 30);
    const options = { batchSize: 4, learningRate: 0.1 };
    expect(auto.train(data, indices, options).loss).toBe(alone.train(data, indices, options).loss);
    expect(auto.getState()).toEqual(alone.getState());
    expect(small.threads).toEqual({ used: 1, available: 1, reason: expect.stringContaining('too small') });
  });
});
