import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { pairedDifference } from '../../src/statistics/paired-difference';

const differences = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 3, maxLength: 20 });

/** How often the interval of a sample holds the true mean. */
function coverage(
  draw: (uniform: () => number) => number,
  mean: number,
  size: number,
  samples: number,
): number {
  const generator = xoroshiro128plus(size);
  const uniform = () => uniformFloat64(generator);
  let held = 0;
  for (let sample = 0; sample < samples; sample++) {
    const { low, high } = pairedDifference(Array.from({ length: size }, () => draw(uniform)))!;
    if (low <= mean && mean <= high) held += 1;
  }
  return held / samples;
}

/** Box and Muller's normal deviates. */
const normal = (uniform: () => number) =>
  Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());

describe('pairedDifference', () => {
  test.each([3, 5, 10, 20])(
    'its 95 %% interval over %i seeds holds the true mean 95 times in 100',
    (size) => {
      const samples = 10_000;
      const error = Math.sqrt((0.95 * 0.05) / samples);
      const held = coverage((uniform) => 0.02 + 0.01 * normal(uniform), 0.02, size, samples);
      expect(Math.abs(held - 0.95)).toBeLessThan(4 * error);
    },
  );

  test('it is not far off where differences are not normal', () => {
    expect(coverage((uniform) => uniform(), 0.5, 5, 4000)).toBeGreaterThan(0.92);
    expect(
      coverage((uniform) => (uniform() < 0.5 ? 0.01 : 0.02) + 0.002 * uniform(), 0.016, 20, 4000),
    ).toBeGreaterThan(0.93);
  });

  test('is that of the tables: 2.7764 standard errors for five pairs', () => {
    const { mean, low, high, pValue, pairs } = pairedDifference([1, 2, 3, 4, 6])!;
    expect({ mean, pairs }).toEqual({ mean: 3.2, pairs: 5 });
    expect(low).toBeCloseTo(3.2 - 2.776445 * Math.sqrt(3.7 / 5), 5);
    expect(high).toBeCloseTo(3.2 + 2.776445 * Math.sqrt(3.7 / 5), 5);
    expect(pValue).toBeCloseTo(0.020476, 5);
  });

  test('an interval that leaves 0 out goes with a p-value below 0.05, and only such a one', () => {
    fc.assert(
      fc.property(differences, (values) => {
        const { low, high, pValue } = pairedDifference(values, { resolution: 1e-4 })!;
        fc.pre(Math.abs(pValue - 0.05) > 1e-6);
        expect(low > 0 || high < 0).toBe(pValue < 0.05);
      }),
      { seed: 1 },
    );
  });

  test('the other way round is the same with the other sign', () => {
    fc.assert(
      fc.property(differences, (values) => {
        const one = pairedDifference(values)!;
        const other = pairedDifference(values.map((value) => -value))!;
        expect(other.mean).toBeCloseTo(-one.mean, 12);
        expect(other.low).toBeCloseTo(-one.high, 8);
        if (one.mean !== 0) expect(other.pValue).toBeCloseTo(one.pValue, 12);
      }),
      { seed: 1 },
    );
  });

  test('equal differences are no more certain than what they are measured with', () => {
    const { low, high, pValue } = pairedDifference([1, 1, 1], { resolution: 1 })!;
    expect(low).toBeLessThan(1);
    expect(high - low).toBeCloseTo((2 * 4.302653 * Math.sqrt(1 / 12)) / Math.sqrt(3), 4);
    expect(pValue).toBeGreaterThan(0.01);
    expect(pairedDifference([0, 0, 0], { resolution: 1 })!.pValue).toBe(1);
  });

  test('of fewer than three pairs is none', () => {
    expect(pairedDifference([0.1, 0.2])).toBeUndefined();
  });

  test('refuses what is not finite, and options that it does not know', () => {
    expect(() => pairedDifference([1, 2, Infinity])).toThrow('pairedDifference: differences must be finite');
    expect(() => pairedDifference([1, 2, 3], { confidense: 0.9 } as object)).toThrow(
      'Did you mean "confidence"?',
    );
  });
});
