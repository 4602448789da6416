import { beforeAll, describe, expect, test } from '@jest/globals';
import { loadMnist, type MnistData } from '@bnlab/mnist';
import { findPreset, parseRecord, trainAndTest } from '../../src';
import { createNetwork } from '../../src/network/create-network';
import { PreactivationWatch } from '../../src/network/preactivation-watch';

let data: MnistData;
beforeAll(async () => {
  const { train, validation, test: images } = await loadMnist();
  data = { train, validation: validation.slice(0, 1000), test: images.slice(0, 200) };
});

const preset = { ...findPreset('relu-lr0.01-2000'), batchesPerSample: 10 };

describe('looks at the layers', () => {
  test('are taken when they are due, of every hidden layer, and do not change the training', async () => {
    const plain = await trainAndTest(preset, { data, overrides: { trainingBatches: 50 } });
    const overrides = { trainingBatches: 50, batchesPerObservation: 20 };
    const watched = await trainAndTest(preset, { data, overrides });
    watched.networks.forEach(({ preactivations, validationAccuracy }, index) => {
      expect(validationAccuracy).toEqual(plain.networks[index]!.validationAccuracy);
      expect(preactivations!.steps).toEqual([0, 20, 40]);
      expect(preactivations!.layers.map(({ length }) => length)).toEqual([3, 3, 3]);
      for (const quantiles of preactivations!.layers.flat()) {
        expect(quantiles).toHaveLength(preactivations!.shares.length);
        expect(quantiles).toEqual([...quantiles].sort((a, b) => a! - b!));
      }
    });
    expect(plain.networks[0]).not.toHaveProperty('preactivations');
    expect(parseRecord(JSON.stringify(watched), 'a record')).toEqual(watched);
  });

  test('see what batch norm makes: a mean of 0 and a deviation of 1 at first', async () => {
    const { networks } = await trainAndTest(preset, {
      data,
      overrides: { trainingBatches: 10, batchesPerObservation: 10 },
    });
    const withBatchNorm = networks[1]!.preactivations!;
    for (const [first] of withBatchNorm.layers) {
      expect(Math.abs(first![withBatchNorm.shares.indexOf(0.5)]!)).toBeLessThan(0.2);
      expect(first!.at(-1)! - first![0]!).toBeGreaterThan(1.6);
      expect(first!.at(-1)! - first![0]!).toBeLessThan(2.4);
    }
  });

  test('are null where a network diverged', async () => {
    const overrides = { trainingBatches: 20, batchesPerObservation: 10, learningRate: 1e6 };
    const record = await trainAndTest({ ...preset, standardDeviation: 5 }, { data, overrides });
    expect(record.networks[0]!.preactivations!.layers[0]!.at(-1)).toContain(null);
    expect(parseRecord(JSON.stringify(record), 'a record')).toEqual(record);
  });

  test('cannot be taken of a model of TensorFlow.js layers', async () => {
    const settings = { ...preset, dropout: 0.5, batchesPerObservation: 10 };
    const net = await createNetwork(settings, { seed: 1, normalized: true });
    expect(() => new PreactivationWatch(net, data.validation, settings)).toThrow(
      'batchesPerObservation must be left out',
    );
    net.dispose();
  });
});
