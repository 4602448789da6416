import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { medianOf, spreadOf } from '../../src/data/spread';

const values = fc.array(fc.double({ min: -1e9, max: 1e9, noNaN: true }), { minLength: 1, maxLength: 40 });

describe('spreadOf', () => {
  it('is in order, from the least to the greatest', () => {
    fc.assert(
      fc.property(values, (all) => {
        const { min, lower, median, upper, max } = spreadOf(all);
        expect([min, max]).toEqual([Math.min(...all), Math.max(...all)]);
        const slack = 1e-6 * Math.max(1, ...all.map(Math.abs));
        [min, lower, median, upper, max].reduce((below, above) => {
          expect(above).toBeGreaterThanOrEqual(below - slack);
          return above;
        });
      }),
    );
  });
});

describe('medianOf', () => {
  it('has as many values on one side as on the other', () => {
    fc.assert(
      fc.property(values, (all) => {
        const median = medianOf(all);
        const below = all.filter((value) => value < median).length;
        const above = all.filter((value) => value > median).length;
        expect(below).toBeLessThanOrEqual(all.length / 2);
        expect(above).toBeLessThanOrEqual(all.length / 2);
      }),
    );
  });

  it('takes infinite values for the ends that they are', () => {
    expect(medianOf([1, 2, Infinity])).toBe(2);
    expect(medianOf([1, Infinity])).toBe(Infinity);
    expect(medianOf([-Infinity, -Infinity, 3])).toBe(-Infinity);
  });
});
