import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { activationNames, NeuralNet, normalWeights, useBackend, type NeuralNetOptions } from '../../src';
import { clusters, inOrder } from '../helpers/clusters';
import { referenceActivations, referenceStep } from '../helpers/reference-step';
import { stateDistance } from '../helpers/state-distance';

const examples = clusters({ count: 60, inputSize: 5, classes: 3, seed: 1 });
const sizes = [5, 8, 7, 3];

async function drain(net: NeuralNet, trainingBatches: number, learningRate = 0.1, batchSize = 12) {
  const progress = [];
  for await (const event of net.train(inOrder(examples), { learningRate, trainingBatches, batchSize }))
    progress.push(event);
  return progress;
}

beforeAll(() => useBackend('wasm'));

describe.each(['compiled', 'tfjs'] as const)('the %s engine', (engine) => {
  const create = (options: NeuralNetOptions) => NeuralNet.create({ engine, ...options });

  describe('a training step', () => {
    test('equals the step in double precision: activations, with and without batch norm, before and after', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.record({
            activation: fc.constantFrom(...referenceActivations) as fc.Arbitrary<'relu'>,
            batchNorm: fc.boolean(),
            placement: fc.constantFrom('before-activation' as const, 'after-activation' as const),
            momentum: fc.constantFrom(0, 0.9, 0.99, 1),
            epsilon: fc.constantFrom(1e-5, 1e-3, 0.1),
            layerSizes: fc
              .array(fc.integer({ min: 1, max: 9 }), { maxLength: 3 })
              .map((hidden) => [5, ...hidden, 3]),
            seed: fc.integer(),
            standardDeviation: fc.constant(0.5),
          }),
          fc.integer({ min: 4, max: 20 }),
          async (options, batchSize) => {
            const net = await create(options);
            const before = await net.getState();
            await drain(net, 1, 0.05, batchSize);
            const after = await net.getState();
            const indices = inOrder(examples).nextIndices(batchSize);
            const { state } = referenceStep(net.description, before, examples, indices, 0.05);
            expect(stateDistance(after, state)).toBeLessThan(2e-4);
            expect(after.step).toBe(1);
            net.dispose();
          },
        ),
      );
    });

    test('reports the loss of the batch before the update', async () => {
      const net = await create({ layerSizes: sizes, seed: 4 });
      const before = await net.getState();
      const [, progress] = await drain(net, 1);
      const { loss } = referenceStep(
        net.description,
        before,
        examples,
        inOrder(examples).nextIndices(12),
        0.1,
      );
      expect(progress!.loss).toBeCloseTo(loss, 5);
      net.dispose();
    });

    test.each(activationNames)('%s learns the clusters', async (activation) => {
      const net = await create({ layerSizes: sizes, activation, seed: 2, standardDeviation: 0.3 });
      await drain(net, 100, 0.4);
      expect((await net.evaluate(examples)).accuracy).toBeGreaterThan(0.9);
      net.dispose();
    });
  });

  describe('training', () => {
    test('the same seed gives the same bits', async () => {
      const run = async (seed: number) => {
        const net = await create({ layerSizes: sizes, seed });
        await drain(net, 30);
        const state = await net.getState();
        net.dispose();
        return state;
      };
      expect(await run(7)).toEqual(await run(7));
      expect(stateDistance(await run(7), await run(8))).toBeGreaterThan(0.1);
    });

    test('holds as many tensors after 1 step as after 100', async () => {
      const net = await create({ layerSizes: sizes, seed: 1 });
      await drain(net, 1);
      const { numTensors } = tf.memory();
      await drain(net, 99);
      expect(tf.memory().numTensors).toBe(numTensors);
      await net.evaluate(examples);
      await net.predict(examples, { statistics: 'batch' });
      await net.getState();
      expect(tf.memory().numTensors).toBe(numTensors);
      net.dispose();
    });

    test('disposing of a network frees all it held', async () => {
      const { numTensors } = tf.memory();
      const net = await create({ layerSizes: sizes, seed: 1 });
      await drain(net, 2);
      net.dispose();
      expect(tf.memory().numTensors).toBe(numTensors);
    });

    test('measures validation accuracy before the first step, every batchesPerSample steps and at the end', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.integer({ min: 1, max: 30 }),
          fc.integer({ min: 1, max: 12 }),
          async (trainingBatches, batchesPerSample) => {
            const net = await create({ layerSizes: [5, 3], seed: 1 });
            const measured: number[] = [];
            let last = -1;
            const options = { learningRate: 0.1, trainingBatches, batchesPerSample, validation: examples };
            for await (const { step, validationAccuracy } of net.train(inOrder(examples), options)) {
              if (validationAccuracy !== undefined) measured.push(step);
              expect(step).toBeGreaterThan(last);
              last = step;
            }
            const due = Array.from({ length: trainingBatches + 1 }, (_, step) => step);
            expect(measured).toEqual(
              due.filter((step) => step % batchesPerSample === 0 || step === trainingBatches),
            );
            net.dispose();
          },
        ),
        { numRuns: 20 },
      );
    });

    test('two trainings in turn are one long training', async () => {
      const stream = inOrder(examples);
      const options = (trainingBatches: number) => ({ learningRate: 0.1, trainingBatches, batchSize: 12 });
      const finish = async (net: NeuralNet, batches: number) => {
        for await (const { step } of net.train(stream, options(batches)))
          expect(step).toBeLessThanOrEqual(batches);
      };
      const parts = await create({ layerSizes: sizes, seed: 3 });
      await finish(parts, 13);
      await finish(parts, 17);
      const whole = await create({ layerSizes: sizes, seed: 3 });
      await drain(whole, 30);
      expect(await parts.getState()).toEqual(await whole.getState());
      parts.dispose();
      whole.dispose();
    });

    test('stops between two steps when aborted, and keeps what it learned', async () => {
      const net = await create({ layerSizes: sizes, seed: 1 });
      const abort = new AbortController();
      const reason = new Error('enough');
      let trained = 0;
      const run = async () => {
        const options = { learningRate: 0.1, trainingBatches: 1e9, batchSize: 12, signal: abort.signal };
        for await (const { step } of net.train(inOrder(examples), options)) {
          trained = step;
          if (step > 0) abort.abort(reason);
        }
      };
      await expect(run()).rejects.toBe(reason);
      const { step } = await net.getState();
      expect(step).toBeGreaterThanOrEqual(trained);
      expect(trained).toBeGreaterThan(0);
      net.dispose();
    });

    test('a run that diverges says so in its loss, and does not throw', async () => {
      const net = await create({
        layerSizes: sizes,
        seed: 1,
        activation: 'leakyRelu',
        batchNorm: false,
        standardDeviation: 5,
      });
      const progress = await drain(net, 50, 1e6);
      expect(Number.isFinite(progress.at(-1)!.loss)).toBe(false);
      net.dispose();
    });
  });

  describe('inference', () => {
    test('population statistics treat examples one by one; batch statistics do not', async () => {
      const net = await create({ layerSizes: sizes, seed: 1 });
      await drain(net, 100);
      const whole = await net.predict(examples);
      const one = await net.predict(examples.inputs.subarray(0, 5));
      expect(Array.from(one)).toEqual(Array.from(whole.subarray(0, 3), (logit) => expect.closeTo(logit, 4)));
      const batch = await net.predict(examples, { statistics: 'batch' });
      expect(Math.abs(batch[0]! - whole[0]!)).toBeGreaterThan(1e-3);
      net.dispose();
    });

    test('with batch statistics every single example gets the same answer', async () => {
      const net = await create({ layerSizes: sizes, seed: 1 });
      await drain(net, 100);
      const [first, ...others] = await Promise.all(
        Array.from({ length: 10 }, (_, i) =>
          net.predict(examples.inputs.subarray(5 * i, 5 * i + 5) as Float32Array, { statistics: 'batch' }),
        ),
      );
      for (const logits of others) expect(logits).toEqual(first);
      net.dispose();
    });

    test('evaluate counts what predict guesses, in slices of any size', async () => {
      const many = clusters({ count: 2500, inputSize: 5, classes: 3, seed: 9 });
      const net = await create({ layerSizes: sizes, seed: 1 });
      await drain(net, 30);
      const logits = await net.predict(many);
      let [hits, loss] = [0, 0];
      many.labels.forEach((label, i) => {
        const row = Array.from(logits.subarray(3 * i, 3 * i + 3));
        hits += Number(row.indexOf(Math.max(...row)) === label);
        loss += Math.log(row.reduce((sum, logit) => sum + Math.exp(logit), 0)) - row[label]!;
      });
      const evaluation = await net.evaluate(many);
      expect(evaluation.accuracy).toBeCloseTo(hits / 2500, 12);
      expect(evaluation.loss).toBeCloseTo(loss / 2500, 4);
      net.dispose();
    });

    test('bytes stand for their 255th part', async () => {
      const net = await create({ layerSizes: sizes, seed: 1 });
      const bytes = Uint8Array.of(0, 51, 102, 204, 255);
      expect(await net.predict(bytes)).toEqual(
        await net.predict(Float32Array.from(bytes, (byte) => byte / 255)),
      );
      net.dispose();
    });
  });

  describe('saving', () => {
    let directory = '';
    beforeAll(async () => {
      directory = await mkdtemp(join(tmpdir(), 'bnlab-'));
    });
    afterAll(() => rm(directory, { recursive: true }));

    test.each([true, false])(
      'a saved network predicts and trains on as if nothing had happened (batch norm: %s)',
      async (batchNorm) => {
        const url = `file://${directory}/a model ${batchNorm}`;
        const net = await create({ layerSizes: sizes, seed: 6, batchNorm, momentum: 0.9 });
        await drain(net, 20);
        await net.save(url);
        const restored = await NeuralNet.restore(url, { engine });
        expect(restored.description).toEqual(net.description);
        expect(await restored.getState()).toEqual(await net.getState());
        await drain(net, 5);
        await drain(restored, 5);
        expect(await restored.getState()).toEqual(await net.getState());
        expect((await readdir(url.slice('file://'.length))).sort()).toEqual(['model.json', 'weights.bin']);
        net.dispose();
        restored.dispose();
      },
    );

    test('refuses what is not a saved network, and says why', async () => {
      const { numTensors } = tf.memory();
      await writeFile(join(directory, 'model.json'), 'not JSON');
      await expect(NeuralNet.restore(`file://${directory}`)).rejects.toThrow(
        'model.json is not a saved model: it does not hold JSON',
      );
      await writeFile(join(directory, 'model.json'), '{}');
      await expect(NeuralNet.restore(`file://${directory}`)).rejects.toThrow('it has no weightsManifest');
      await expect(NeuralNet.restore(`file://${directory}/nowhere`)).rejects.toThrow('nowhere');
      expect(tf.memory().numTensors).toBe(numTensors);
    });

    test('a model that something else saved is refused', async () => {
      const { fileSystem } = await import('../../src');
      const model = tf.sequential({ layers: [tf.layers.dense({ units: 2, inputShape: [3] })] });
      await model.save(fileSystem(join(directory, 'other')));
      await expect(NeuralNet.restore(`file://${directory}/other`)).rejects.toThrow(
        'was not saved by a NeuralNet',
      );
      model.dispose();
    });

    test('a failed save leaves the model that was there', async () => {
      const target = join(directory, 'kept');
      const net = await create({ layerSizes: sizes, seed: 6 });
      await net.save(`file://${target}`);
      const before = await readFile(join(target, 'model.json'), 'utf8');
      await writeFile(join(directory, 'in the way'), '');
      await expect(net.save(`file://${directory}/in the way`)).rejects.toThrow(/EEXIST|ENOTDIR/);
      expect(await readFile(join(target, 'model.json'), 'utf8')).toBe(before);
      net.dispose();
    });

    test('leaves no tensors behind', async () => {
      const net = await create({ layerSizes: sizes, seed: 6 });
      const { numTensors } = tf.memory();
      await net.save(`file://${directory}/tensors`);
      (await NeuralNet.restore(`file://${directory}/tensors`)).dispose();
      (await net.toLayersModel()).dispose();
      expect(tf.memory().numTensors).toBe(numTensors);
      net.dispose();
    });
  });
});

test('follows the same path on the CPU backend', async () => {
  const wasm = await NeuralNet.create({ layerSizes: sizes, seed: 5, backend: 'wasm' });
  await drain(wasm, 20);
  const expected = await wasm.getState();
  wasm.dispose();
  const cpu = await NeuralNet.create({ layerSizes: sizes, seed: 5, backend: 'cpu' });
  expect(cpu.backend).toBe('cpu');
  await drain(cpu, 20);
  expect(stateDistance(await cpu.getState(), expected)).toBeLessThan(1e-4);
  cpu.dispose();
  await useBackend('wasm');
});

describe('arguments', () => {
  const weights = normalWeights([5, 4, 3], { seed: 1, standardDeviation: 1 });
  test.each([
    [{}, 'give either initialWeights or layerSizes'],
    [{ initialWeights: weights, layerSizes: sizes }, 'and not both'],
    [{ initialWeights: [] }, 'initialWeights must be an array of at least one matrix, got an empty array'],
    [
      { initialWeights: [...weights].reverse() },
      'initialWeights[1] must have 3 rows, one per unit of the layer before, got 5',
    ],
    [
      { initialWeights: [{ rows: 2, columns: 2, values: new Float32Array(3) }] },
      'initialWeights[0].values must hold 4 values, got 3',
    ],
    [{ layerSizes: sizes, activation: 'rellu' as 'relu' }, 'activation must be one of "relu", "sigmoid"'],
    [{ layerSizes: sizes, momentum: 5 }, 'momentum must be a number in [0, 1], got 5'],
    [{ layerSizes: sizes, epsilon: -1 }, 'epsilon must be a finite number above 0, got -1'],
    [
      { layerSizes: sizes, placement: 'before' as 'before-activation' },
      'placement must be one of "before-activation", "after-activation", got "before"',
    ],
  ])('create refuses %j', async (options, message) => {
    await expect(NeuralNet.create(options)).rejects.toThrow(message);
  });

  test.each([
    [{ learningRate: -1, trainingBatches: 1 }, 'learningRate must be a finite number above 0, got -1'],
    [{ learningRate: NaN, trainingBatches: 1 }, 'learningRate must be a finite number above 0, got NaN'],
    [{ learningRate: 1, trainingBatches: 0 }, 'trainingBatches must be an integer of at least 1, got 0'],
    [
      { learningRate: 1, trainingBatches: 1, batchSize: 1.5 },
      'batchSize must be an integer of at least 1, got 1.5',
    ],
    [
      { learningRate: 1, trainingBatches: 1, batchesPerSample: 0 },
      'batchesPerSample must be an integer of at least 1, got 0',
    ],
  ])('train refuses %j', async (options, message) => {
    const net = await NeuralNet.create({ layerSizes: sizes });
    expect(() => net.train(inOrder(examples), options)).toThrow(message);
    net.dispose();
  });

  test('examples that do not fit are refused', async () => {
    const net = await NeuralNet.create({ layerSizes: [4, 3] });
    await expect(net.evaluate(examples)).rejects.toThrow(
      'must have 4 inputs per example, as the network has, got 5',
    );
    await expect(net.predict(new Float32Array(6))).rejects.toThrow(
      'must hold a multiple of 4 values, at least one, got 6',
    );
    await expect(net.predict(new Float32Array(0))).rejects.toThrow(
      'must hold a multiple of 4 values, at least one, got 0',
    );
    expect(() => net.train(inOrder(examples), { learningRate: 1, trainingBatches: 1 })).toThrow(
      'batches.examples must have 4 inputs',
    );
    const short = { ...examples, labels: new Uint8Array(2), inputSize: 4, count: 75 };
    await expect(net.evaluate(short)).rejects.toThrow(
      'must hold 300 inputs and 75 labels for 75 examples, got 300 and 2',
    );
    // https://github.com/BrainJS/brain.js/issues/385: a class that is not there trained on in silence.
    const beyond = {
      ...clusters({ count: 3, inputSize: 4, classes: 3, seed: 1 }),
      labels: Uint8Array.of(0, 3, 1),
    };
    const outOfRange = "labels must be below the network's 3 classes, got 3";
    await expect(net.evaluate(beyond)).rejects.toThrow(`NeuralNet.evaluate: examples.${outOfRange}`);
    expect(() => net.train(inOrder(beyond), { learningRate: 1, trainingBatches: 1 })).toThrow(outOfRange);
    await expect(
      net.evaluate(clusters({ count: 3, inputSize: 4, classes: 3, seed: 1 }), {
        statistics: 'none' as 'batch',
      }),
    ).rejects.toThrow('statistics must be one of "population", "batch", got "none"');
    net.dispose();
  });

  test('a state of another network is refused, and changes nothing', async () => {
    const net = await NeuralNet.create({ layerSizes: sizes, seed: 1 });
    const state = await net.getState();
    const plain = await NeuralNet.create({ layerSizes: sizes, seed: 2, batchNorm: false });
    expect(() => net.setState({ ...state, layers: state.layers.slice(1) })).toThrow(
      'state must have 3 layers, got 2',
    );
    const other = await plain.getState();
    expect(() => net.setState(other)).toThrow(
      'state.layers[0].gamma must be a Float32Array of 8 values, got undefined',
    );
    expect(() => net.setState({ ...state, step: -1 })).toThrow(
      'state.step must be an integer of at least 0, got -1',
    );
    expect(await net.getState()).toEqual(state);
    net.dispose();
    plain.dispose();
  });
});

describe.each(['compiled', 'tfjs'] as const)(
  'a network on the engine %s that has been disposed of',
  (engine) => {
    const uses: Record<string, (net: NeuralNet) => unknown> = {
      train: (net) => net.train(inOrder(examples), { learningRate: 1, trainingBatches: 1 }),
      trainInWorker: (net) => net.trainInWorker(inOrder(examples), { learningRate: 1, trainingBatches: 1 }),
      observe: (net) => net.observe(examples, Uint32Array.of(0)),
      evaluate: (net) => net.evaluate(examples),
      predict: (net) => net.predict(examples),
      getState: (net) => net.getState(),
      setState: (net) => net.setState({ step: 0, layers: [] }),
      toLayersModel: (net) => net.toLayersModel(),
      save: (net) => net.save('file:///nowhere'),
    };
    test.each(Object.keys(uses))('says so in %s', async (name) => {
      const net = await NeuralNet.create({ layerSizes: sizes, engine });
      net.dispose();
      const used = Promise.resolve(net).then(uses[name]);
      await expect(used).rejects.toThrow('NeuralNet: the network has been disposed of');
    });

    test('says so in the middle of a training, and is not disposed of twice', async () => {
      const net = await NeuralNet.create({ layerSizes: sizes, engine });
      const training = net.train(inOrder(examples), { learningRate: 0.1, trainingBatches: 5 });
      await training.next();
      net.dispose();
      net.dispose();
      await expect(training.next()).rejects.toThrow('has been disposed of');
    });
  },
);
