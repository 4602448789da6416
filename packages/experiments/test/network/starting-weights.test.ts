import { describe, expect, test } from '@jest/globals';
import { normalWeights } from '@bnlab/layers';
import fc from 'fast-check';
import { startingWeights } from '../../src/network/starting-weights';

const shapes = fc.array(fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 2, maxLength: 4 }), {
  minLength: 1,
  maxLength: 4,
});
const seeds = fc.integer({ min: 0, max: 2 ** 32 - 1 });

describe('startingWeights', () => {
  test('have the shapes, and are the same for the same seed', () => {
    fc.assert(
      fc.property(shapes, seeds, (ofShapes, seed) => {
        const draw = { seed, standardDeviation: 0.1 };
        const weights = startingWeights(ofShapes, draw);
        expect(weights.map(({ length }) => length)).toEqual(
          ofShapes.map((shape) => shape.reduce((size, length) => size * length, 1)),
        );
        expect(startingWeights(ofShapes, draw)).toEqual(weights);
      }),
    );
  });

  test('of dense layers are those of normalWeights, to the bit', () => {
    const layerSizes = [30, 20, 10];
    const draw = { seed: 5, standardDeviation: 0.05 };
    const weights = startingWeights(
      [
        [30, 20],
        [20, 10],
      ],
      draw,
    );
    expect(weights).toEqual(normalWeights(layerSizes, draw).map(({ values }) => values));
  });

  test.each([
    ['glorot', 'mean of inputs and outputs', Math.sqrt(2 / (9 * 16 + 9 * 32))],
    ['he', 'half of the inputs', Math.sqrt(2 / (9 * 16))],
  ] as const)(
    'scaled by %s are divided by the root of the %s, nine times as many',
    (weightScaling, _, scale) => {
      const draw = { seed: 1, standardDeviation: 1 };
      const shape = [3, 3, 16, 32];
      const [plain] = startingWeights([shape], draw);
      const [scaled] = startingWeights([shape], { ...draw, weightScaling });
      scaled!.forEach((value, index) => expect(value).toBeCloseTo(scale * plain![index]!, 6));
      const variance = scaled!.reduce((sum, value) => sum + value * value, 0) / scaled!.length;
      expect(variance / scale ** 2).toBeGreaterThan(0.9);
      expect(variance / scale ** 2).toBeLessThan(1.1);
    },
  );
});
