import { describe, expect, test } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';
import { referenceTraining } from '@bnlab/core';
import fc from 'fast-check';
import { GroupNormalization, groupNormalization, type GroupNormalizationConfig } from '../../src';
import { describeOnBackends, useBackendInTests } from '../helpers/backends';
import { expectClose } from '../helpers/expect-close';
import { artifactsOf, modelOf } from '../helpers/memory-model';

const inputs = fc.record({
  shape: fc.tuple(
    fc.integer({ min: 1, max: 3 }),
    fc.integer({ min: 1, max: 3 }),
    fc.integer({ min: 1, max: 3 }),
  ),
  groups: fc.integer({ min: 1, max: 3 }),
  perGroup: fc.integer({ min: 1, max: 3 }),
  channelsFirst: fc.boolean(),
  seed: fc.integer({ min: 1, max: 1e6 }),
});

describeOnBackends('GroupNormalization', () => {
  test('normalizes the channels of each group of each example, in training and at inference', () => {
    fc.assert(
      fc.property(inputs, ({ shape: [examples, height, width], groups, perGroup, channelsFirst, seed }) => {
        tf.tidy(() => {
          const channels = groups * perGroup;
          const layer = groupNormalization({ groups, axis: channelsFirst ? 1 : -1 });
          const last = tf.randomNormal<tf.Rank.R4>(
            [examples, height, width, channels],
            2,
            3,
            'float32',
            seed,
          );
          const x = channelsFirst ? last.transpose([0, 3, 1, 2]) : last;
          layer.build(x.shape);
          const [gamma, beta] = [1, 2].map((n) => tf.randomNormal([channels], 0, 1, 'float32', seed + n));
          layer.setWeights([gamma!, beta!]);
          const [scale, shift] = [gamma!.dataSync(), beta!.dataSync()];
          const expected = last.arraySync().map((example) => {
            const positions = example.flat();
            const normalized = Array.from({ length: groups }, (_, g) => {
              const group = positions.map((row) => row.slice(g * perGroup, (g + 1) * perGroup)).flat();
              const { y } = referenceTraining(
                group.map((value) => [value]),
                [1],
                [0],
                1e-3,
              );
              return y.flat();
            });
            return positions.map((row, p) =>
              row.map((_, c) => {
                const value = normalized[Math.floor(c / perGroup)]![p * perGroup + (c % perGroup)]!;
                return value * scale[c]! + shift[c]!;
              }),
            );
          });
          for (const training of [false, true]) {
            const y = layer.apply(x, { training }) as tf.Tensor4D;
            const rows = channelsFirst ? y.transpose([0, 2, 3, 1]) : y;
            expectClose(rows, expected.flat(2), 1e-3);
          }
        });
      }),
    );
  });
});

describe('the layer', () => {
  useBackendInTests('cpu');

  test('has groups of one channel with -1', () => {
    const x = tf.randomNormal([2, 5, 3]);
    const y = groupNormalization({ groups: -1 }).apply(x) as tf.Tensor;
    expectClose(y.mean(1), Array<number>(6).fill(0));
  });

  test('learns and comes back from a saved model', async () => {
    const layer = groupNormalization({ groups: 2, gammaRegularizer: 'l1l2', inputShape: [4], epsilon: 0.1 });
    const model = tf.sequential({ layers: [layer, tf.layers.dense({ units: 1 })] });
    model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
    const [x, y] = [tf.randomNormal([1, 4]), tf.ones([1, 1])];
    await model.fit(x, y, { verbose: 0 });
    expect(layer.gamma!.read().arraySync()).not.toEqual([1, 1, 1, 1]);
    const loaded = await modelOf(await artifactsOf(model));
    expect(loaded.layers[0]).toBeInstanceOf(GroupNormalization);
    expect(loaded.layers[0]!.getConfig()).toEqual(layer.getConfig());
    expectClose(loaded.predict(x) as tf.Tensor, model.predict(x) as tf.Tensor, 1e-6);
  });

  test.each<[GroupNormalizationConfig, string]>([
    [{ groups: 0 }, 'groups must be an integer of at least 1, or -1 for one per channel, got 0'],
    [{ groups: 3 }, 'groups must divide the 4 channels, got 3'],
    [
      { groups: 1, axis: 0 },
      'axis must be one of known size other than 0, got 0 for inputs of shape [null, 4]',
    ],
    [{ epsilon: -1 }, 'epsilon must be a finite number of at least 0, got -1'],
    [{ group: 2 } as GroupNormalizationConfig, 'unknown option "group". Did you mean "groups"?'],
  ])('refuses %j', (config, message) => {
    expect(() => groupNormalization(config).build([null, 4])).toThrow(`groupNormalization: ${message}`);
  });
});
