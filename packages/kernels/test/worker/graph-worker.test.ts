import { afterEach, describe, expect, test } from '@jest/globals';
import { ArgumentError, CompiledGraph, GraphWorker } from '../../src';
import { brightCorners, residual } from '../helpers/graph-presets';

const examples = brightCorners(40, 3);
const indices = Uint32Array.from({ length: 95 }, (_, i) => (i * 7) % 40);
const options = { batchSize: 20, learningRate: 0.02 };

const started: GraphWorker[] = [];
async function start(more: object = {}): Promise<GraphWorker> {
  const worker = await GraphWorker.create(residual, more);
  started.push(worker);
  return worker;
}
afterEach(() => started.splice(0).forEach((worker) => worker.terminate()));

describe('GraphWorker', () => {
  test.each(['fast', 'exact'] as const)(
    'gives the same bits as the main thread, from training to prediction: %s convolutions',
    async (convolutions) => {
      const network = await CompiledGraph.create(residual, { convolutions });
      const worker = await start({ convolutions });
      const rates = [0.02, 0.01, 0.03, 0.02, 0.01];
      const trained = await worker.train(examples, indices, { batchSize: 20, learningRate: rates });
      const losses = rates.map((rate, batch) =>
        network.trainStep(examples, indices.subarray(20 * batch, 20 * batch + 20), rate),
      );
      expect(trained).toMatchObject({ batches: 5, loss: losses.at(-1), diverged: false });
      const values = await worker.getState();
      expect(values).toEqual(network.getState());
      expect(await worker.evaluate(examples)).toEqual(network.evaluate(examples));
      expect(await worker.predict(examples, 'batch')).toEqual(network.predict(examples, 'batch'));
      const other = await start({ convolutions, values });
      expect(await other.getState()).toEqual(values);
    },
  );

  test('goes on from a state, and lets go of examples', async () => {
    const [worker, network] = [await start(), await CompiledGraph.create(residual)];
    const before = await worker.getState();
    await worker.train(examples, indices, options);
    worker.forget(examples);
    await worker.setState(before);
    await worker.train(examples, indices.slice(0, 20), options);
    network.trainStep(examples, indices.slice(0, 20), 0.02);
    expect(await worker.getState()).toEqual(network.getState());
  });

  test('ends a training by its signal, and keeps the steps that were made', async () => {
    const worker = await start();
    const many = Uint32Array.from({ length: 20_000 }, (_, i) => i % 40);
    const controller = new AbortController();
    const seen: number[] = [];
    const onProgress = ({ batches }: { batches: number }) => {
      seen.push(batches);
      controller.abort(new Error('enough'));
    };
    const training = worker.train(examples, many, { ...options, onProgress, signal: controller.signal });
    await expect(training).rejects.toThrow('enough');
    const { step } = await worker.getState();
    expect(step).toBeGreaterThanOrEqual(seen[0]!);
    expect(step).toBeLessThan(1000);
  });

  test('refuses what does not fit, in its name', async () => {
    const worker = await start();
    const refused: [call: () => Promise<unknown>, message: RegExp][] = [
      [() => GraphWorker.create({ ...residual, layers: [] }), /^GraphWorker\.create: layers must be a list/],
      [() => start({ convolution: 'exact' }), /^GraphWorker\.create: unknown option "convolution"/],
      [() => start({ values: { step: 0, layers: {} } }), /^GraphWorker\.create: values of layer "conv2d-1"/],
      [
        () => worker.train(examples, indices, { ...options, learningRate: [0.1] }),
        /^GraphWorker\.train: learningRate must be a number, or one for each of 5 batches, got 1$/,
      ],
      [
        () => worker.train(examples, indices, { ...options, learningRate: NaN }),
        /^GraphWorker\.train: learningRate must be a finite number/,
      ],
      [
        () => worker.train(examples, Uint32Array.of(40), options),
        /^GraphWorker\.train: indices must be below/,
      ],
      [
        () => worker.evaluate({ ...examples, count: 3 }),
        /^GraphWorker\.evaluate: examples\.inputs must hold/,
      ],
      [() => worker.predict(examples, 'moving' as never), /^GraphWorker\.predict: statistics must be one of/],
      [() => worker.setState({ step: -1, layers: {} }), /^GraphWorker\.setState: values\.step must be/],
      [() => worker.setState({ step: 1, layers: {} }), /^GraphWorker\.setState: values of layer "conv2d-1"/],
    ];
    for (const [call, message] of refused) {
      const error = await call().then(
        () => undefined,
        (cause: unknown) => cause,
      );
      expect(error).toBeInstanceOf(ArgumentError);
      expect((error as Error).message).toMatch(message);
    }
  });
});
