import { afterEach, describe, expect, test } from '@jest/globals';
import { CompiledNetwork, NetworkWorker, type NetworkShape } from '../../src';
import { randomExamples, randomValues, uniform } from '../helpers/arbitrary-network';

const shape: NetworkShape = {
  layerSizes: [9, 40, 33, 4],
  activation: 'relu',
  batchNorm: true,
  placement: 'before-activation',
  momentum: 0.99,
  epsilon: 1e-3,
  optimizer: { kind: 'adam', beta1: 0.9, beta2: 0.99, epsilon: 1e-3 },
};
const examples = randomExamples(shape, { count: 50, seed: 1, kind: 'bytes' });
const draw = uniform(5);
const indices = Uint32Array.from({ length: 95 }, () => Math.floor(50 * draw()));
const options = { batchSize: 10, learningRate: 0.01 };
const many = Uint32Array.from({ length: 30_000 }, () => Math.floor(50 * draw()));

const started: NetworkWorker[] = [];
async function start(seed = 1): Promise<NetworkWorker> {
  const worker = await NetworkWorker.create(shape, randomValues(shape, seed));
  started.push(worker);
  return worker;
}
afterEach(() => started.splice(0).forEach((worker) => worker.terminate()));

describe('NetworkWorker', () => {
  test('gives the same bits as the main thread, from training to prediction', async () => {
    const network = await CompiledNetwork.create(shape, randomValues(shape, 1));
    const worker = await start();
    const trained = await worker.train(examples, indices, options);
    const here = network.train(examples, indices, options);
    expect(trained).toEqual({ ...here, seconds: expect.any(Number) });
    expect(trained).toMatchObject({ batches: 10, diverged: false });
    expect(await worker.getState()).toEqual(network.getState());
    expect(await worker.evaluate(examples, 'population')).toEqual(network.evaluate(examples, 'population'));
    expect(await worker.predict(examples, 'batch')).toEqual(network.predict(examples, 'batch'));
    expect(await worker.observe(examples, indices)).toEqual(network.observe(examples, indices));
  });

  test('answers in the order of the calls, without waiting between them', async () => {
    const worker = await start();
    const [first, , second] = await Promise.all([
      worker.getState(),
      worker.train(examples, indices, options),
      worker.getState(),
    ]);
    expect(first.step).toBe(3);
    expect(second.step).toBe(13);
  });

  test('tells how far it is, with the same bits as without being asked', async () => {
    const [silent, telling] = [await start(), await start()];
    const told: number[] = [];
    const done = await telling.train(examples, many, {
      ...options,
      onProgress: ({ batches }) => told.push(batches),
    });
    expect(done.batches).toBe(3000);
    expect(told.at(-1)).toBe(3000);
    expect(told).toEqual(told.toSorted((a, b) => a - b));
    expect(await silent.train(examples, many, options)).toEqual({ ...done, seconds: expect.any(Number) });
    expect(await telling.getState()).toEqual(await silent.getState());
  });

  test('stops between two batches when it is told to, and keeps what it has learned', async () => {
    const worker = await start();
    const [first, second] = [new AbortController(), new AbortController()];
    // Far more than can be done before the first progress is heard of.
    const endless = Uint32Array.from({ length: 2e6 }, (_, i) => i % 50);
    const stopped = worker.train(examples, endless, {
      ...options,
      signal: first.signal,
      onProgress: () => first.abort(new Error('that is enough')),
    });
    const never = worker.train(examples, endless, { ...options, signal: second.signal });
    const state = worker.getState();
    second.abort();
    await expect(stopped).rejects.toThrow('that is enough');
    await expect(never).rejects.toThrow('aborted');
    const { step } = await state;
    expect(step).toBeGreaterThan(3);
    expect(step).toBeLessThan(3 + 2e5);
    const replayed = await CompiledNetwork.create(shape, randomValues(shape, 1));
    replayed.train(examples, endless.subarray(0, 10 * (step - 3)), options);
    expect(await worker.getState()).toEqual(replayed.getState());
    await expect(worker.train(examples, indices, { ...options, signal: first.signal })).rejects.toThrow(
      'that is enough',
    );
  });

  test('takes over a state and goes on with it', async () => {
    const [first, second] = [await start(1), await start(2)];
    await first.train(examples, indices, options);
    await second.setState(await first.getState());
    await Promise.all([first.train(examples, indices, options), second.train(examples, indices, options)]);
    expect(await second.getState()).toEqual(await first.getState());
  });

  test('says when a loss was not finite', async () => {
    const worker = await NetworkWorker.create(
      { ...shape, activation: 'leakyRelu', batchNorm: false, optimizer: { kind: 'sgd', momentum: 0 } },
      randomValues({ ...shape, batchNorm: false, optimizer: { kind: 'sgd', momentum: 0 } }, 1),
    );
    started.push(worker);
    expect(
      await worker.train(examples, many.subarray(0, 400), { batchSize: 10, learningRate: 1e6 }),
    ).toMatchObject({
      diverged: true,
    });
  });

  test('hands on errors as they are, and goes on', async () => {
    const worker = await start();
    await expect(worker.train(examples, Uint32Array.of(50), options)).rejects.toThrow(
      'NetworkWorker.train: indices must be below the 50 examples, got 50',
    );
    await expect(worker.train(examples, indices, { ...options, batchSize: 0 })).rejects.toThrow(
      'NetworkWorker.train: batchSize must be an integer of at least 1, got 0',
    );
    await expect(worker.train(examples, new Uint32Array(), options)).rejects.toThrow(
      'NetworkWorker.train: indices must name at least one example, got none',
    );
    expect((await worker.getState()).step).toBe(3);
    await expect(NetworkWorker.create({ ...shape, epsilon: 0 }, randomValues(shape, 1))).rejects.toThrow(
      'NetworkWorker.create: shape.epsilon must be a finite number above 0, got 0',
    );
  });

  test('rejects what waits when it is terminated, and what comes after', async () => {
    const worker = await start();
    const waiting = worker.train(examples, indices, options);
    worker.terminate();
    await expect(waiting).rejects.toThrow('has been terminated');
    await expect(worker.getState()).rejects.toThrow('has been terminated');
  });
});
