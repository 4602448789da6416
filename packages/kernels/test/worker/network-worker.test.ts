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
    let loss = NaN;
    for (let at = 0; at < 95; at += 10) {
      loss = network.trainStep(examples, indices.subarray(at, at + 10), 0.01);
    }
    const trained = await worker.train(examples, indices, options);
    expect(trained).toEqual({ loss, diverged: false, seconds: expect.any(Number) });
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
    const many = Uint32Array.from({ length: 400 }, (_, i) => i % 50);
    expect(await worker.train(examples, many, { batchSize: 10, learningRate: 1e6 })).toMatchObject({
      diverged: true,
    });
  });

  test('hands on errors as they are, and goes on', async () => {
    const worker = await start();
    await expect(worker.train(examples, Uint32Array.of(50), options)).rejects.toThrow(
      'CompiledNetwork.trainStep: indices must be below the 50 examples, got 50',
    );
    await expect(worker.train(examples, indices, { ...options, batchSize: 0 })).rejects.toThrow(
      'batchSize must be a positive integer, got 0',
    );
    expect((await worker.getState()).step).toBe(3);
    await expect(NetworkWorker.create({ ...shape, epsilon: 0 }, randomValues(shape, 1))).rejects.toThrow(
      'epsilon must be a positive number, got 0',
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
