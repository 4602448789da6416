import { beforeAll, describe, expect, test } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import {
  type EngineOptions,
  fullyConnectedNames,
  NeuralNet,
  type NeuralNetOptions,
  useBackend,
} from '../../../src';
import { arbitraryNetwork } from '../../helpers/arbitrary-network';
import { clusters, inOrder } from '../../helpers/clusters';
import { stateDistance } from '../../helpers/state-distance';

const examples = clusters({ count: 60, inputSize: 5, classes: 3, seed: 1 });
const layerSizes = [5, 8, 7, 3];

/** A short training, and all that came of it. */
async function run(options: NeuralNetOptions, trainingBatches = 5) {
  const net = await NeuralNet.create(options);
  let last = NaN;
  for await (const { loss = NaN } of net.train(inOrder(examples), {
    learningRate: 0.02,
    trainingBatches,
    batchSize: 12,
  })) {
    last = loss;
  }
  const before = await net.getState();
  const population = await net.predict(examples);
  const batch = await net.predict(examples, { statistics: 'batch' });
  expect(await net.getState()).toEqual(before);
  net.dispose();
  return { loss: last, state: before, population, batch };
}

/** Distance of two vectors, relative to the second's length where that is over 1. */
function distance(a: Float32Array, b: Float32Array): number {
  return Math.hypot(...a.map((value, i) => value - b[i]!)) / Math.max(1, Math.hypot(...b));
}

beforeAll(() => useBackend('wasm'));

describe('the spellings of a layer', () => {
  test.each(fullyConnectedNames)(
    'written as %s, a network trains as the compiled engine does: parameters, statistics, outputs, loss',
    async (fullyConnected) => {
      await fc.assert(
        fc.asyncProperty(arbitraryNetwork, async (options) => {
          const compiled = await run({ ...options, engine: 'compiled' });
          const spelled = await run({ ...options, fullyConnected });
          expect(spelled.loss).toBeCloseTo(compiled.loss, 3);
          expect(stateDistance(spelled.state, compiled.state)).toBeLessThan(2e-3);
          expect(distance(spelled.population, compiled.population)).toBeLessThan(2e-3);
          expect(distance(spelled.batch, compiled.batch)).toBeLessThan(2e-3);
        }),
      );
    },
  );

  test('agree over 200 steps to a hundredth of a percent', async () => {
    const options: NeuralNetOptions = { layerSizes, seed: 3, activation: 'tanh' };
    const [layer, operation, equations] = [
      await run({ ...options, fullyConnected: 'layer' }, 200),
      await run({ ...options, fullyConnected: 'operation' }, 200),
      await run({ ...options, fullyConnected: 'equations' }, 200),
    ];
    for (const other of [layer, equations]) {
      expect(stateDistance(other.state, operation.state)).toBeLessThan(1e-4);
      expect(distance(other.population, operation.population)).toBeLessThan(1e-4);
    }
  });

  test.each(fullyConnectedNames)(
    '%s: the bits of a state come back, and nothing stays behind',
    async (name) => {
      const { numTensors } = tf.memory();
      const net = await NeuralNet.create({ layerSizes, seed: 1, fullyConnected: name });
      const other = await NeuralNet.create({ layerSizes, seed: 2, fullyConnected: name });
      const steps = async (trainingBatches: number) => {
        const options = { learningRate: 0.1, trainingBatches, batchSize: 12 };
        for await (const { step } of net.train(inOrder(examples), options)) expect(step).toBeGreaterThan(-1);
      };
      await steps(1);
      await net.predict(examples, { statistics: 'batch' });
      const afterOne = tf.memory().numTensors;
      await steps(20);
      await net.predict(examples, { statistics: 'batch' });
      expect(tf.memory().numTensors).toBe(afterOne);
      other.setState(await net.getState());
      expect(await other.getState()).toEqual(await net.getState());
      expect(await other.predict(examples)).toEqual(await net.predict(examples));
      net.dispose();
      other.dispose();
      expect(tf.memory().numTensors).toBe(numTensors);
    },
  );

  test.each(fullyConnectedNames)('%s: a batch of one, and a run that diverges, are let be', async (name) => {
    const single = await NeuralNet.create({ layerSizes, seed: 1, fullyConnected: name });
    const [a, b] = [examples.inputs.subarray(0, 5), examples.inputs.subarray(5, 10)];
    const answers = [
      await single.predict(a, { statistics: 'batch' }),
      await single.predict(b, { statistics: 'batch' }),
    ];
    expect(answers[0]).toEqual(answers[1]);
    single.dispose();

    const options = { learningRate: 1e30, trainingBatches: 5, batchSize: 12 };
    const wild = await NeuralNet.create({
      layerSizes,
      seed: 1,
      fullyConnected: name,
      activation: 'identity',
    });
    for await (const { step } of wild.train(inOrder(examples), options)) expect(step).toBeGreaterThan(-1);
    const { layers } = await wild.getState();
    expect(layers[0]!.populationVariance!.every(Number.isFinite)).toBe(false);
    wild.dispose();
  });

  test('a network is restored with whichever is asked for', async () => {
    const net = await NeuralNet.create({ layerSizes, seed: 4, fullyConnected: 'equations' });
    let saved: tf.io.ModelArtifacts = {};
    await net.save(
      tf.io.withSaveHandler((artifacts) => {
        saved = artifacts;
        return Promise.resolve({ modelArtifactsInfo: { dateSaved: new Date(), modelTopologyType: 'JSON' } });
      }),
    );
    for (const fullyConnected of fullyConnectedNames) {
      const restored = await NeuralNet.restore(tf.io.fromMemory(saved), { fullyConnected });
      expect(restored.engine).toBe('tfjs');
      expect(await restored.getState()).toEqual(await net.getState());
      restored.dispose();
    }
    net.dispose();
  });

  test('belong to the tfjs engine, which naming one asks for', async () => {
    const engineOf = async (options: EngineOptions) => {
      const net = await NeuralNet.create({ layerSizes, ...options });
      net.dispose();
      return net.engine;
    };
    expect(await engineOf({ fullyConnected: 'layer' })).toBe('tfjs');
    await expect(engineOf({ fullyConnected: 'layer', engine: 'compiled' })).rejects.toThrow(
      'the compiled engine has its layers built in; leave out fullyConnected, or use engine tfjs',
    );
    await expect(engineOf({ fullyConnected: 'equation' as 'equations' })).rejects.toThrow(
      'fullyConnected must be one of "layer", "operation", "equations", or a function that makes a layer, got "equation". Did you mean "equations"?',
    );
  });

  test('train in a thread as the kernels do', async () => {
    const net = await NeuralNet.create({ layerSizes, seed: 4, fullyConnected: 'equations' });
    const options = { learningRate: 0.02, trainingBatches: 5, batchSize: 12 };
    for await (const { step } of net.trainInWorker(inOrder(examples), options)) {
      expect(step).toBeLessThanOrEqual(5);
    }
    const compiled = await run({ layerSizes, seed: 4, engine: 'compiled' });
    expect(await net.getState()).toEqual(compiled.state);
    net.dispose();
  });
});
