import { beforeAll, describe, expect, test } from '@jest/globals';
import { loadMnist, type MnistData } from '@bnlab/mnist';
import { findPreset, trainAndTest } from '../src';
import { outcomeOf } from './record/outcome';

/** For what does not depend on how many images an accuracy is taken over. */
let few: MnistData;
/** To measure an accuracy to a few per cent. */
let some: MnistData;
beforeAll(async () => {
  const { train, validation, test: images } = await loadMnist();
  few = { train, validation: validation.slice(0, 200), test: images.slice(0, 200) };
  some = { ...few, test: images.slice(0, 2000) };
});

const short = { ...findPreset('relu-lr0.01-2000'), batchesPerSample: 20 };

describe('a run', () => {
  test('is a record of both networks, measured before, during and after', async () => {
    const record = await trainAndTest(short, { seed: 3, data: few, overrides: { trainingBatches: 50 } });
    expect(record).toMatchObject({ schema: 1, preset: 'relu-lr0.01-2000', seed: 3 });
    expect(record.settings).toEqual({
      layerSizes: [784, 100, 100, 100, 10],
      activation: 'relu',
      learningRate: 0.01,
      standardDeviation: 0.05,
      trainingBatches: 50,
      batchSize: 60,
      batchesPerSample: 20,
    });
    expect(record.networks.map(({ name, batchNorm, steps }) => ({ name, batchNorm, steps }))).toEqual([
      { name: 'Without Batch Norm', batchNorm: false, steps: [0, 20, 40, 50] },
      { name: 'With Batch Norm', batchNorm: true, steps: [0, 20, 40, 50] },
    ]);
    for (const {
      validationAccuracy,
      finalValidationAccuracy,
      testAccuracy,
      stepsPerSecond,
      diverged,
    } of record.networks) {
      expect(validationAccuracy).toHaveLength(4);
      expect(finalValidationAccuracy).toBe(validationAccuracy[3]);
      expect(Number.isInteger(Math.round(1e6 * testAccuracy) / 100)).toBe(true);
      expect(stepsPerSecond).toBeGreaterThan(0);
      expect(diverged).toBe(false);
    }
  });

  test('is plain JSON', async () => {
    const record = await trainAndTest(short, { data: few, overrides: { trainingBatches: 2 } });
    expect(JSON.parse(JSON.stringify(record))).toEqual(record);
  });

  test('is the same for the same seed, and another for another', async () => {
    const run = async (seed: number) =>
      outcomeOf(await trainAndTest(short, { seed, data: few, overrides: { trainingBatches: 30 } }));
    const first = await run(5);
    expect(await run(5)).toEqual(first);
    expect((await run(6)).networks).not.toEqual(first.networks);
  });

  test('shows what the lesson shows: with batch norm the network learns sooner', async () => {
    const { networks } = await trainAndTest(short, { data: some, overrides: { trainingBatches: 300 } });
    const [without, withBatchNorm] = networks;
    expect(withBatchNorm!.testAccuracy).toBeGreaterThan(0.75);
    expect(without!.testAccuracy).toBeLessThan(withBatchNorm!.testAccuracy - 0.2);
  });

  test('says that it diverged, and goes on to the end', async () => {
    const preset = { ...short, standardDeviation: 5, learningRate: 100 };
    const { networks } = await trainAndTest(preset, { data: few, overrides: { trainingBatches: 20 } });
    expect(networks[0]).toMatchObject({ diverged: true, steps: [0, 20] });
  });

  test('reports each network from its first step to its last', async () => {
    const seen = new Map<string, number[]>();
    await trainAndTest(short, {
      data: few,
      overrides: { trainingBatches: 25 },
      onProgress: ({ network, step, trainingBatches }) => {
        expect(trainingBatches).toBe(25);
        seen.set(network, [...(seen.get(network) ?? []), step]);
      },
    });
    expect([...seen.keys()]).toEqual(['Without Batch Norm', 'With Batch Norm']);
    for (const steps of seen.values()) {
      expect(steps[0]).toBe(0);
      expect(steps.at(-1)).toBe(25);
    }
  });

  test('ends with the reason of its signal', async () => {
    const controller = new AbortController();
    const reason = new Error('enough');
    const running = trainAndTest(short, {
      data: few,
      signal: controller.signal,
      onProgress: ({ step }) => step > 0 && controller.abort(reason),
    });
    await expect(running).rejects.toBe(reason);
  });
});

describe('a repeat', () => {
  const networksOf = async (repeat: number | undefined, seed: number) => {
    const preset = { ...short, repeat };
    const record = await trainAndTest(preset, { seed, data: few, overrides: { trainingBatches: 4 } });
    return outcomeOf(record).networks;
  };

  test('is the run of the seed 2^31 away: no run of another small seed', async () => {
    const again = await networksOf(1, 5);
    expect(again).toEqual(await networksOf(undefined, 5 + 2 ** 31));
    for (const seed of [4, 5, 6]) expect(again).not.toEqual(await networksOf(undefined, seed));
  });

  test('of a seed in the upper half comes round to one in the lower', async () => {
    expect(await networksOf(1, 5 + 2 ** 31)).toEqual(await networksOf(undefined, 5));
  });
});
