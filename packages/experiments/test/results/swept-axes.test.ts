import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { RunSettings } from '../../src/record/run-settings';
import { scaleOf, sweptAxes } from '../../src/results/swept-axes';

type Settings = Partial<RunSettings>;
const cells = (...settings: Settings[]) => settings.map((some) => ({ settings: some as RunSettings }));

describe('sweptAxes', () => {
  test('takes numbers of three values and more for scales, the finest first, and the rest for panels', () => {
    const swept = [0.1, 1, 10].flatMap((learningRate) =>
      [1, 2, 3, 4].flatMap((batchSize) =>
        (['relu', 'tanh'] as const).map((activation) => ({ learningRate, batchSize, activation })),
      ),
    );
    expect(sweptAxes(cells(...swept))).toMatchObject({
      scaled: ['batchSize', 'learningRate'],
      panels: ['activation'],
    });
  });

  test('numbers of two values make panels, of three a scale; a word never makes a scale', () => {
    const rates = (...values: number[]) => cells(...values.map((learningRate) => ({ learningRate })));
    expect(sweptAxes(rates(1, 2))).toMatchObject({ scaled: [], panels: ['learningRate'] });
    expect(sweptAxes(rates(1, 2, 3))).toMatchObject({ scaled: ['learningRate'], panels: [] });
    const words = cells({ activation: 'relu' }, { activation: 'tanh' }, { activation: 'elu' });
    expect(sweptAxes(words)).toMatchObject({ scaled: [], panels: ['activation'] });
  });

  test('a third scale becomes a panel', () => {
    const three = [1, 2, 3].flatMap((learningRate) =>
      [1, 2, 3, 4].flatMap((batchSize) =>
        [1, 2, 3, 4, 5].map((epsilon) => ({ learningRate, batchSize, epsilon })),
      ),
    );
    expect(sweptAxes(cells(...three))).toMatchObject({
      scaled: ['epsilon', 'batchSize'],
      panels: ['learningRate'],
    });
  });

  test('makes one panel of settings that vary together, and shows the one that says more', () => {
    const swept = [3, 4, 5].flatMap((layers) => {
      const layerSizes = Array.from({ length: layers }, () => 10);
      return [
        { layerSizes, standardDeviation: 0.05 },
        { layerSizes, standardDeviation: 1.414, weightScaling: 'glorot' as const },
      ];
    });
    const axes = sweptAxes(cells(...swept));
    expect(axes).toMatchObject({ scaled: ['layerSizes'], panels: ['weightScaling'] });
    expect(axes.swept).toContain('standardDeviation');
  });

  test('shows the batch size where the steps go with it', () => {
    const swept = [4, 16, 60].map((batchSize) => ({ trainingBatches: 240 / batchSize, batchSize }));
    expect(sweptAxes(cells(...swept))).toMatchObject({ shown: ['batchSize'], scaled: ['batchSize'] });
  });

  test('leaves out what the names of the networks tell', () => {
    const axes = sweptAxes(cells({ normalization: 'batch' }, { normalization: 'group' }, {}));
    expect(axes).toEqual({ swept: ['normalization'], shown: [], scaled: [], panels: [] });
  });

  test('every setting that varies is a scale, a panel, told by a name, or told by another setting', () => {
    const settings = fc.record({
      learningRate: fc.constantFrom(0.1, 1, 10),
      batchSize: fc.constantFrom(1, 2, 4, 8),
      activation: fc.constantFrom('relu', 'tanh'),
    });
    fc.assert(
      fc.property(fc.array(settings, { minLength: 1, maxLength: 12 }), (all) => {
        const { swept, shown, scaled, panels } = sweptAxes(cells(...(all as Settings[])));
        expect([...scaled, ...panels].sort()).toEqual([...shown].sort());
        expect(shown.every((name) => swept.includes(name))).toBe(true);
        expect(new Set(all.map((one) => shown.map((name) => one[name as 'batchSize']).join())).size).toBe(
          new Set(all.map((one) => JSON.stringify(one))).size,
        );
      }),
      { seed: 1 },
    );
  });
});

test('a scale is logarithmic from a factor of 30 on, and linear where 0 is among its values', () => {
  const rates = (...values: number[]) =>
    scaleOf(cells(...values.map((learningRate) => ({ learningRate }))), 'learningRate');
  expect(rates(1, 10, 29)).toBe('linear');
  expect(rates(1, 10, 30)).toBe('log');
  expect(rates(0, 10, 300)).toBe('linear');
});
