import { describe, expect, test } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';
import {
  type BatchNormalization,
  batchNormalization,
  type BatchNormWarning,
  recalibrate,
  summarizeBatchNorm,
} from '../../src';
import { describeOnBackends, useBackendInTests } from '../helpers/backends';

type Weights = Record<'gamma' | 'beta' | 'movingMean' | 'movingVariance', number[]>;

/** A model of one layer of three channels with nothing wrong about it, but for the given weights. */
function modelWith(weights: Partial<Weights> = {}, config: object = {}): tf.Sequential {
  const layer = batchNormalization({ name: 'norm', inputShape: [3], ...config });
  const model = tf.sequential({ layers: [layer] });
  const healthy: Weights = {
    gamma: [1, 0.5, -2],
    beta: [0, 1, -1],
    movingMean: [3, -4, 5],
    movingVariance: [1, 2, 0.5],
  };
  tf.tidy(() => {
    for (const [name, values] of Object.entries({ ...healthy, ...weights })) {
      layer[name as keyof Weights]?.write(tf.tensor1d(values));
    }
  });
  return model;
}

const warningsOf = async (model: tf.LayersModel, batch?: tf.Tensor) => {
  const { layers } = await summarizeBatchNorm(model, batch && { batch });
  return layers.flatMap(({ warnings }) => warnings.map(({ kind, channels }) => [kind, channels]));
};

/** Values whose channels have just this mean and variance. */
const batchLike = (mean: number[], variance: number[], examples = 1000) =>
  tf.tidy(() => {
    const signs = tf.range(0, examples).mod(2).mul(2).sub(1).reshape([examples, 1]);
    return signs.mul(tf.tensor1d(variance).sqrt()).add(tf.tensor1d(mean));
  });

describeOnBackends('summarizeBatchNorm', () => {
  test('lists the ranges of each layer, in nested models and wrappers too', async () => {
    const inner = tf.sequential({ name: 'inner', layers: [modelWith().layers[0]!] });
    const model = tf.sequential({
      layers: [
        tf.layers.dense({ units: 3, inputShape: [4, 2] }),
        tf.layers.timeDistributed({ layer: inner, name: 'steps' }),
        batchNormalization({ name: 'last', axis: [1, 2], scale: false, trainable: false }),
      ],
    });
    const { layers } = await summarizeBatchNorm(model);
    const initial = { mean: { min: 0, max: 0 }, variance: { min: 1, max: 1 }, beta: { min: 0, max: 0 } };
    expect(layers).toEqual([
      {
        path: 'steps > layer > norm',
        channels: 3,
        isFrozen: false,
        gamma: { min: -2, max: 1 },
        beta: { min: -1, max: 1 },
        mean: { min: -4, max: 5 },
        variance: { min: 0.5, max: 2 },
        warnings: [],
      },
      {
        ...{ path: 'last', channels: 12, isFrozen: true, ...initial },
        warnings: [expect.objectContaining({ kind: 'initial-statistics' })],
      },
    ]);
  });

  test('compares with what the layers get from a batch, after the layers before them', async () => {
    const model = tf.sequential({
      layers: [batchNormalization({ inputShape: [2] }), batchNormalization({ momentum: null })],
    });
    const x = tf.randomNormal([200, 2], 4, 3, 'float32', 1);
    await recalibrate(model, x);
    const { layers } = await summarizeBatchNorm(model, { batch: x });
    for (const { warnings, batch, mean, variance } of layers) {
      expect(warnings).toEqual([]);
      expect(batch!.count).toBe(200);
      expect(batch!.mean.max).toBeCloseTo(mean.max, 4);
      expect(batch!.variance.min).toBeCloseTo(variance.min, 4);
    }
    expect(await warningsOf(model, x.mul(3))).toEqual([
      ['far-from-batch', [0, 1]],
      ['far-from-batch', [0, 1]],
    ]);
  });

  test('leaves no tensors behind', async () => {
    const model = modelWith();
    const batch = batchLike([3, -4, 5], [1, 2, 0.5]);
    await summarizeBatchNorm(model, { batch });
    const { numTensors } = tf.memory();
    await summarizeBatchNorm(model);
    await summarizeBatchNorm(model, { batch: { xs: batch } });
    expect(tf.memory().numTensors).toBe(numTensors);
  });
});

describe('warnings', () => {
  useBackendInTests('cpu');

  test.each<[Partial<Weights>, BatchNormWarning['kind'], number[]]>([
    [{ gamma: [1, 1e-4, -1e-5] }, 'dead-channel', [1, 2]],
    [{ movingVariance: [1, 1e-4, 0] }, 'collapsed-variance', [1, 2]],
    [{ movingMean: [1, NaN, 0] }, 'not-finite', [1]],
    [{ beta: [Infinity, 0, 0] }, 'not-finite', [0]],
    [{ movingMean: [0, 0, 0], movingVariance: [1, 1, 1] }, 'initial-statistics', [0, 1, 2]],
  ])('%j: %s', async (weights, kind, channels) => {
    expect(await warningsOf(modelWith(weights))).toEqual([[kind, channels]]);
  });

  test.each<[string, number[], number[], unknown[]]>([
    ['alike', [3, -4, 5], [1, 2, 0.5], []],
    ['a little off', [3.3, -4, 5], [1, 3, 0.4], []],
    ['with other means', [3, -2, 5.6], [1, 2, 0.5], [['far-from-batch', [1, 2]]]],
    ['with other variances', [3, -4, 5], [3, 2, 0.1], [['far-from-batch', [0, 2]]]],
  ])('a batch %s', async (_, mean, variance, expected) => {
    expect(await warningsOf(modelWith(), batchLike(mean, variance))).toEqual(expected);
  });

  test('a small batch may be off by chance, which is no trouble', async () => {
    const off = [4, -3, 5] as number[];
    expect(await warningsOf(modelWith(), batchLike(off, [1, 1, 0.5], 1000))).toHaveLength(1);
    expect(await warningsOf(modelWith(), batchLike(off, [1, 1, 0.5], 8))).toEqual([]);
  });

  test('a batch with a NaN, which reaches the layers after it', async () => {
    const batch = batchLike([3, -4, NaN], [1, 2, 0.5]);
    expect(await warningsOf(modelWith(), batch)).toEqual([['not-finite', [2]]]);
  });

  test('ranges of weights with a NaN are NaN', async () => {
    const { layers } = await summarizeBatchNorm(modelWith({ gamma: [1, NaN, 2] }));
    expect(layers[0]!.gamma).toEqual({ min: NaN, max: NaN });
  });
});

describe('the text', () => {
  useBackendInTests('cpu');

  test('is a table with the warnings below it', async () => {
    const model = modelWith({ gamma: [1, 0, -2] }, { center: false });
    const batch = batchLike([3, -4, 9], [1, 2, 0.5]);
    expect(String(await summarizeBatchNorm(model, { batch }))).toBe(
      [
        'layer           channels  gamma    beta  mean     variance',
        'norm            3         -2 to 1  -     -4 to 5  0.5 to 2',
        '  in the batch                           -4 to 9  0.5 to 2',
        '! norm: gamma is all but 0, so that the input no longer matters: the channel can be pruned ' +
          '(1 of 3 channels: 1)',
        '! norm: the batch is not like the population: recalibrate the model, or look at how the data differ ' +
          '(1 of 3 channels: 2)',
      ].join('\n'),
    );
  });

  test('says which layers are frozen, and cuts long lists of channels', async () => {
    const layer = batchNormalization({ name: 'wide', inputShape: [20], trainable: false });
    const text = String(await summarizeBatchNorm(tf.sequential({ layers: [layer] })));
    expect(text).toContain('wide (frozen)  20        1      0     0     1');
    expect(text).toContain('(20 of 20 channels: 0, 1, 2, 3, 4, 5, 6, 7, ...)');
  });
});

describe('what is refused', () => {
  useBackendInTests('cpu');

  test('no model, no batch norm, another batch, a misspelt option', async () => {
    const model = modelWith();
    const refused = (act: Promise<unknown>, message: string) => expect(act).rejects.toThrow(message);
    await refused(
      summarizeBatchNorm({} as tf.LayersModel),
      'summarizeBatchNorm: model must be a tf.LayersModel',
    );
    await refused(summarizeBatchNorm(model, { batch: [] }), 'a batch must be one tensor, got 0 tensors');
    await refused(summarizeBatchNorm(model, { bach: 1 } as object), 'Did you mean "batch"?');
    expect(Object.keys(model.layers[0] as BatchNormalization)).not.toContain('call');
  });
});
