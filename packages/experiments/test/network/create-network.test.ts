import { beforeAll, describe, expect, test } from '@jest/globals';
import { BatchStream, loadMnist, type MnistData } from '@bnlab/mnist';
import * as tf from '@tensorflow/tfjs';
import { createNetwork } from '../../src/network/create-network';
import type { RunSettings } from '../../src/record/run-settings';

const settings: RunSettings = {
  layerSizes: [784, 20, 20, 10],
  activation: 'relu',
  learningRate: 0.05,
  standardDeviation: 0.05,
  trainingBatches: 8,
  batchSize: 24,
  batchesPerSample: 4,
};

let data: MnistData;
beforeAll(async () => {
  const { train, validation, test } = await loadMnist();
  data = { train: train.slice(0, 400), validation: validation.slice(0, 50), test: test.slice(0, 50) };
});

/** What `train` takes of settings. */
function trainingOf({ learningRate, trainingBatches, batchSize, batchesPerSample }: RunSettings) {
  return { learningRate, trainingBatches, batchSize, batchesPerSample };
}

/** Trains a network; returns its validation accuracies and last loss. */
async function train(changes: Partial<RunSettings>, normalized = true, seed = 3) {
  const all = { ...settings, ...changes };
  const net = await createNetwork(all, { seed, normalized });
  const accuracies: number[] = [];
  const steps: number[] = [];
  let lastLoss = NaN;
  const batches = new BatchStream(data.train, { seed });
  for await (const { step, loss, validationAccuracy } of net.train(batches, {
    ...trainingOf(all),
    validation: data.validation,
  })) {
    if (loss !== undefined) lastLoss = loss;
    if (validationAccuracy === undefined) continue;
    steps.push(step);
    accuracies.push(validationAccuracy);
  }
  const { loss, accuracy } = await net.evaluate(data.test);
  const logits = await net.predict(data.test);
  net.dispose();
  return { engine: net.engine, steps, accuracies, lastLoss, loss, accuracy, logits };
}

const convolutional = { network: 'convolutional', layerSizes: [784, 4, 8, 8, 20, 10] } as const;
const residual = { network: 'residual', layerSizes: [784, 4, 4, 4, 6, 6, 10] } as const;
const glorot = { weightScaling: 'glorot', standardDeviation: 1 } as const;
const recurrent = { network: 'recurrent', layerSizes: [784, 12, 10], activation: 'tanh' } as const;

describe('the network of some settings', () => {
  test.each([
    [{}, 'compiled'],
    [{ optimizer: 'adam' }, 'compiled'],
    [{ optimizer: 'momentum', placement: 'after-activation' }, 'compiled'],
    [{ normalization: 'ghost', ghostBatchSize: 8 }, 'compiled'],
    [{ normalization: 'renorm' }, 'tfjs'],
    [{ normalization: 'group' }, 'tfjs'],
    [{ dropout: 0.5 }, 'tfjs'],
    [{ weightDecay: 0.01, weightScaling: 'he', standardDeviation: 1 }, 'compiled'],
    [{ ...convolutional, optimizer: 'adam', learningRate: 0.002 }, 'compiled'],
    [{ ...convolutional, normalization: 'group' }, 'compiled'],
    [{ ...convolutional, dropout: 0.2 }, 'tfjs'],
    [{ ...residual, optimizer: 'momentum', learningRate: 0.01 }, 'compiled'],
    [{ ...residual, normalization: 'renorm' }, 'tfjs'],
    [{ ...recurrent, weightScaling: 'glorot', standardDeviation: 1 }, 'tfjs'],
  ] as const)('%j trains on the engine that can, with and without', async (changes, engine) => {
    const normalized = await train(changes);
    expect(normalized.engine).toBe(engine);
    const plain = await train(changes, false);
    for (const { steps, accuracies, loss } of [normalized, plain]) {
      expect(steps).toEqual([0, 4, 8]);
      expect(accuracies.every((accuracy) => accuracy >= 0 && accuracy <= 1)).toBe(true);
      expect(Number.isFinite(loss)).toBe(true);
    }
    expect(plain.logits).not.toEqual(normalized.logits);
  });

  test('is the same on both engines, up to rounding: batch norm, ghosts, optimizers, activations', async () => {
    for (const changes of [
      {},
      { optimizer: 'adam', learningRate: 0.002, activation: 'leakyRelu' },
      { optimizer: 'momentum', activation: 'tanh', weightScaling: 'glorot', standardDeviation: 1 },
      { placement: 'after-activation', activation: 'elu' },
      { normalization: 'ghost', ghostBatchSize: 8, momentum: 0.9, epsilon: 0.01 },
      { weightDecay: 0.5, placement: 'after-activation' },
      { weightDecay: 0.5, optimizer: 'momentum' },
      { weightDecay: 0.5, optimizer: 'adam', learningRate: 0.002 },
      { ...convolutional, activation: 'tanh', weightDecay: 0.1, ...glorot },
      { ...residual, activation: 'tanh', optimizer: 'momentum', ...glorot },
      { ...convolutional, activation: 'swish', normalization: 'ghost', ghostBatchSize: 12, ...glorot },
    ] as const) {
      for (const normalized of [true, false]) {
        const compiled = await train(changes, normalized);
        // So little is left out that nothing is: what changes is the engine.
        const model = await train({ ...changes, dropout: 1e-12 }, normalized);
        expect([compiled.engine, model.engine]).toEqual(['compiled', 'tfjs']);
        const furthest = Math.max(...compiled.logits.map((logit, i) => Math.abs(logit - model.logits[i]!)));
        expect(furthest).toBeLessThan(2e-3);
        expect(model.loss).toBeCloseTo(compiled.loss, 4);
        expect(model.lastLoss).toBeCloseTo(compiled.lastLoss, 4);
      }
    }
  });

  test.each([{ dropout: 0.3 }, { normalization: 'renorm' }, convolutional, recurrent] as const)(
    '%j is the same for the same seed, and another for another',
    async (changes) => {
      const first = await train(changes);
      expect((await train(changes)).logits).toEqual(first.logits);
      expect((await train(changes, true, 4)).logits).not.toEqual(first.logits);
    },
  );

  test.each([{}, { dropout: 0.1 }])('with %j says that it diverged, from then on', async (changes) => {
    const all = { ...settings, ...changes, activation: 'identity', learningRate: 1e30 } as const;
    const net = await createNetwork(all, { seed: 1, normalized: false });
    const seen: boolean[] = [];
    const training = net.train(new BatchStream(data.train, { seed: 1 }), {
      ...trainingOf(all),
      batchesPerSample: 1,
    });
    for await (const { diverged } of training) seen.push(diverged);
    net.dispose();
    expect([seen[0], seen.at(-1)]).toEqual([false, true]);
    expect(seen.slice(seen.indexOf(true))).not.toContain(false);
  });

  test('learns: a convolutional, a residual and a recurrent network begin to fit their images', async () => {
    const longer = {
      trainingBatches: 50,
      batchesPerSample: 50,
      optimizer: 'adam',
      learningRate: 0.01,
    } as const;
    const scaled = { weightScaling: 'glorot', standardDeviation: 1 } as const;
    const wider = { ...residual, layerSizes: [784, 8, 8, 8, 16, 16, 10] } as const;
    // Without normalization the residual network takes longer to get going.
    for (const [changes, normalized] of [
      [convolutional, true],
      [convolutional, false],
      [wider, true],
      [recurrent, true],
      [recurrent, false],
    ] as const) {
      const { lastLoss } = await train({ ...longer, ...scaled, ...changes }, normalized);
      expect(lastLoss).toBeLessThan(2);
    }
  });

  test.each([{ dropout: 0.3 }, { normalization: 'group' }, convolutional, residual, recurrent] as const)(
    '%j leaves no tensor behind',
    async (changes) => {
      await train(changes);
      const before = tf.memory().numTensors;
      await train({ ...changes, optimizer: 'adam', trainingBatches: 3 });
      expect(tf.memory().numTensors).toBe(before);
    },
  );
});
