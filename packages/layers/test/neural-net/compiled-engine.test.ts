import { beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { NeuralNet, useBackend, type EngineName, type NeuralNetOptions } from '../../src';
import { arbitraryNetwork } from '../helpers/arbitrary-network';
import { clusters, inOrder } from '../helpers/clusters';
import { stateDistance } from '../helpers/state-distance';

const examples = clusters({ count: 60, inputSize: 5, classes: 3, seed: 1 });
const sizes = [5, 8, 7, 3];

async function train(net: NeuralNet, stream: ReturnType<typeof inOrder>, trainingBatches: number) {
  const losses: number[] = [];
  for await (const { loss } of net.train(stream, { learningRate: 0.02, trainingBatches, batchSize: 12 })) {
    if (loss !== undefined) losses.push(loss);
  }
  return losses.at(-1)!;
}

beforeAll(() => useBackend('wasm'));

describe('the two engines', () => {
  test('train the same network the same way: shapes, activations, optimizers, ghost batches, layer by layer', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryNetwork, async (options) => {
        const run = async (engine: EngineName) => {
          const net = await NeuralNet.create({ ...options, engine });
          const loss = await train(net, inOrder(examples), 5);
          const result = { loss, state: await net.getState(), logits: await net.predict(examples) };
          net.dispose();
          return result;
        };
        const [compiled, tfjs] = [await run('compiled'), await run('tfjs')];
        expect(compiled.loss).toBeCloseTo(tfjs.loss, 3);
        expect(stateDistance(compiled.state, tfjs.state)).toBeLessThan(2e-3);
        const errors = compiled.logits.map((logit, i) => logit - tfjs.logits[i]!);
        expect(Math.hypot(...errors)).toBeLessThan(2e-3 * Math.max(1, Math.hypot(...tfjs.logits)));
      }),
    );
  });

  test.each([
    ['compiled', 'tfjs'],
    ['tfjs', 'compiled'],
  ] as const)('a training begun on %s goes on on %s', async (first, second) => {
    const options: NeuralNetOptions = { layerSizes: sizes, seed: 4, optimizer: 'adam' };
    const [from, to] = [
      await NeuralNet.create({ ...options, engine: first }),
      await NeuralNet.create({ ...options, engine: second, seed: 5 }),
    ];
    const stream = inOrder(examples);
    await train(from, stream, 10);
    const state = await from.getState();
    to.setState(state);
    expect(await to.getState()).toEqual(state);
    const again = inOrder(examples);
    again.nextIndices(120);
    await train(from, stream, 10);
    await train(to, again, 10);
    expect(stateDistance(await from.getState(), await to.getState())).toBeLessThan(1e-3);
    from.dispose();
    to.dispose();
  });

  test('momentum and Adam learn the clusters, and a saved network goes on with what they kept', async () => {
    for (const optimizer of [{ kind: 'sgd', momentum: 0.9 }, 'adam'] as const) {
      for (const engine of ['compiled', 'tfjs'] as const) {
        const net = await NeuralNet.create({ layerSizes: sizes, seed: 2, optimizer, engine });
        const stream = inOrder(examples);
        await train(net, stream, 100);
        expect((await net.evaluate(examples)).accuracy).toBeGreaterThan(0.9);
        let saved: object | undefined;
        await net.save({
          save: (artifacts) => {
            // A file or a database would keep JSON.
            saved = {
              ...artifacts,
              userDefinedMetadata: JSON.parse(JSON.stringify(artifacts.userDefinedMetadata)) as object,
            };
            return Promise.resolve({
              modelArtifactsInfo: { dateSaved: new Date(), modelTopologyType: 'JSON' },
            });
          },
        });
        const restored = await NeuralNet.restore({ load: () => Promise.resolve(saved!) }, { engine });
        expect(await restored.getState()).toEqual(await net.getState());
        net.dispose();
        restored.dispose();
      }
    }
  });
});

describe('the choice of an engine', () => {
  const engineOf = async (options: Partial<NeuralNetOptions>) => {
    const net = await NeuralNet.create({ layerSizes: sizes, ...options });
    const { engine, backend } = net;
    net.dispose();
    return [engine, backend];
  };

  test('is the compiled one, unless a backend is named or the network is not one of its kind', async () => {
    expect(await engineOf({})).toEqual(['compiled', 'wasm']);
    expect(await engineOf({ engine: 'tfjs' })).toEqual(['tfjs', 'wasm']);
    expect(await engineOf({ backend: 'wasm' })).toEqual(['tfjs', 'wasm']);
    expect(await engineOf({ layerSizes: [2, 300] })).toEqual(['tfjs', 'wasm']);
  });

  test('trains on several threads to the same bits, here and in a worker', async () => {
    const run = async (threads: number | 'auto', method: 'train' | 'trainInWorker') => {
      const net = await NeuralNet.create({ layerSizes: [5, 40, 33, 3], seed: 1, threads });
      const options = { learningRate: 0.02, trainingBatches: 12, batchSize: 11 };
      for await (const { step } of net[method](inOrder(examples), options)) expect(step).toBeLessThan(13);
      const trained = { state: await net.getState(), evaluation: await net.evaluate(examples) };
      net.dispose();
      return trained;
    };
    const alone = await run(1, 'train');
    expect(await run(3, 'train')).toEqual(alone);
    expect(await run(2, 'trainInWorker')).toEqual(alone);
    expect(await run('auto', 'train')).toEqual(alone);
  });

  test('refuses what cannot be, and says why', async () => {
    await expect(engineOf({ threads: 0 })).rejects.toThrow(
      'NeuralNet.create: threads, if not "auto", must be an integer from 1 to 64, got 0',
    );
    await expect(engineOf({ threads: 2, engine: 'tfjs' })).rejects.toThrow(
      'threads are those of the compiled engine, and this network runs on TensorFlow.js; leave out threads',
    );
    await expect(engineOf({ engine: 'native' as 'tfjs' })).rejects.toThrow(
      'engine must be one of "compiled", "tfjs", got "native"',
    );
    await expect(engineOf({ engine: 'compiled', backend: 'cpu' })).rejects.toThrow(
      'the compiled engine runs on no TensorFlow.js backend',
    );
    await expect(engineOf({ engine: 'compiled', layerSizes: [2, 300] })).rejects.toThrow(
      'it knows 256 classes at most, and the network has 300; use engine tfjs',
    );
  });
});

describe('arguments', () => {
  test.each([
    [
      { batchNorm: [true] },
      'batchNorm must be true, false, or an array of 2 booleans, one per hidden layer, got 1 of them',
    ],
    [{ ghostBatchSize: 0 }, 'ghostBatchSize must be an integer of at least 1, got 0'],
    [{ optimizer: 'rmsprop' as 'adam' }, 'optimizer.kind must be one of "sgd", "adam", got "rmsprop"'],
    [
      { optimizer: { kind: 'sgd' as const, momentum: 1 } },
      'optimizer.momentum must be a number in [0, 1), got 1',
    ],
    [
      { optimizer: { kind: 'adam' as const, beta2: -1 } },
      'optimizer.beta2 must be a number in [0, 1), got -1',
    ],
    [
      { optimizer: { kind: 'adam' as const, epsilon: 0 } },
      'optimizer.epsilon must be a finite number above 0, got 0',
    ],
  ])('create refuses %j', async (options, message) => {
    await expect(NeuralNet.create({ layerSizes: sizes, ...options })).rejects.toThrow(message);
  });

  test('slots of another optimizer are refused', async () => {
    const adam = await NeuralNet.create({ layerSizes: sizes, optimizer: 'adam' });
    const momentum = await NeuralNet.create({ layerSizes: sizes, optimizer: { kind: 'sgd', momentum: 0.5 } });
    const state = await adam.getState();
    expect(() => momentum.setState(state)).toThrow(
      'state.layers[0].slots must be 1, as the optimizer keeps, got 2',
    );
    adam.dispose();
    momentum.dispose();
  });
});
