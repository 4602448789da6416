import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { bootstrapMean, quartiles } from '../../src';

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

describe('bootstrapMean', () => {
  test('its interval lies within the sample, around the mean, and is the same every time', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 1, maxLength: 8 }),
        (values) => {
          const { mean, low, high } = bootstrapMean(values, { resamples: 200 });
          const slack = 1e-12;
          expect(low).toBeGreaterThanOrEqual(Math.min(...values) - slack);
          expect(high).toBeLessThanOrEqual(Math.max(...values) + slack);
          expect(low).toBeLessThanOrEqual(high);
          expect(mean).toBeCloseTo(values.reduce((sum, value) => sum + value, 0) / values.length, 12);
          expect(bootstrapMean(values, { resamples: 200 })).toEqual({ mean, low, high });
        },
      ),
      { numRuns: 50 },
    );
  });

  test('moves with the sample, and is wider the more confident it is', () => {
    const values = [0.01, 0.05, 0.02, 0.09, 0.04];
    const at = (confidence: number) => bootstrapMean(values, { confidence });
    const moved = bootstrapMean(values.map((value) => value + 1));
    expect(moved.low).toBeCloseTo(at(0.95).low + 1, 12);
    expect(at(0.5).high - at(0.5).low).toBeLessThan(at(0.95).high - at(0.95).low);
  });

  test('holds the true mean about as often as it says', () => {
    let held = 0;
    for (let seed = 1; seed <= 200; seed++) {
      // Twenty values spread evenly around 0.5, in an order that differs with the seed.
      const values = Array.from({ length: 20 }, (_, i) => ((seed * 7919 + i * i * 104729) % 1009) / 1009);
      const { low, high } = bootstrapMean(values, { resamples: 200, seed });
      if (low <= 0.5 && high >= 0.5) held += 1;
    }
    expect(held).toBeGreaterThan(170);
  });
});
