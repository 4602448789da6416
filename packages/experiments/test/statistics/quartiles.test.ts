import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { quartiles } from '../../src/statistics/quartiles';

const sample = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 30 });

describe('quartiles', () => {
  test('stand in order, between the least and the greatest value', () => {
    fc.assert(
      fc.property(sample, (values) => {
        const { lower, median, upper } = quartiles(values);
        const inOrder = [Math.min(...values), lower, median, upper, Math.max(...values)];
        expect(inOrder).toEqual([...inOrder].sort((a, b) => a - b));
      }),
    );
  });

  test('have at least a quarter, half and three quarters of the values at or below them', () => {
    fc.assert(
      fc.property(sample, (values) => {
        const { lower, median, upper } = quartiles(values);
        const share = (bound: number) => values.filter((value) => value <= bound).length / values.length;
        const least = (part: number) => (Math.floor(part * (values.length - 1)) + 1) / values.length;
        expect(share(lower)).toBeGreaterThanOrEqual(least(0.25));
        expect(share(median)).toBeGreaterThanOrEqual(least(0.5));
        expect(share(upper)).toBeGreaterThanOrEqual(least(0.75));
      }),
    );
  });

  test('do not depend on the order, and move with the values', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1 }), (values) => {
        const { lower, median, upper } = quartiles(values);
        expect(quartiles([...values].reverse())).toEqual({ lower, median, upper });
        expect(quartiles(values.map((value) => 4 * value + 8))).toEqual({
          lower: 4 * lower + 8,
          median: 4 * median + 8,
          upper: 4 * upper + 8,
        });
      }),
    );
  });

  test('may be infinite, and are never no number', () => {
    expect(quartiles([1, 2, 3, Infinity, Infinity])).toEqual({ lower: 2, median: 3, upper: Infinity });
    fc.assert(
      fc.property(fc.array(fc.constantFrom(0, 5, Infinity), { minLength: 1 }), (values) => {
        for (const quartile of Object.values(quartiles(values))) expect(quartile).not.toBeNaN();
      }),
    );
  });

  test('of nothing are refused', () => {
    expect(() => quartiles([])).toThrow('quartiles: values must hold at least one number, got none');
  });
});
