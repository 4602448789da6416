import { describe, expect, test } from '@jest/globals';
import type { RunRecord } from '@bnlab/experiments';
import { settingName, settingText, sweptAxes } from '../../data/swept-axes';

type Settings = Partial<RunRecord['settings']>;

const records = (...settings: Settings[]) => settings.map((some) => ({ settings: some }) as RunRecord);

describe('sweptAxes', () => {
  test('takes numbers of three values and more for scales, the finest first, and the rest for panels', () => {
    const swept = [0.1, 1, 10].flatMap((learningRate) =>
      [1, 2, 3, 4].flatMap((batchSize) =>
        (['relu', 'tanh'] as const).map((activation) => ({ learningRate, batchSize, activation })),
      ),
    );
    expect(sweptAxes(records(...swept))).toEqual({
      scaled: ['batchSize', 'learningRate'],
      panels: ['activation'],
    });
  });

  test('makes one panel of settings that vary together', () => {
    const swept = [3, 4, 5].flatMap((layers) => {
      const layerSizes = Array.from({ length: layers }, () => 10);
      return [
        { layerSizes, standardDeviation: 0.05 },
        { layerSizes, standardDeviation: 1.414, weightScaling: 'glorot' as const },
      ];
    });
    expect(sweptAxes(records(...swept))).toEqual({ scaled: ['layerSizes'], panels: ['weightScaling'] });
  });

  test('leaves out what the names of the networks tell', () => {
    const swept = records({ normalization: 'batch' }, { normalization: 'group' }, {});
    expect(sweptAxes(swept)).toEqual({ scaled: [], panels: [] });
  });
});

test('settings are told in words', () => {
  const [record] = records({ layerSizes: [784, 50, 50, 10], activation: 'leakyRelu', learningRate: 0.3 });
  expect(settingText(record!, 'layerSizes')).toBe('2');
  expect(settingText(record!, 'activation')).toBe('leaky ReLU');
  expect(settingText(record!, 'weightScaling')).toBe('small in every layer');
  expect(settingName('learningRate')).toBe('Learning rate');
});
