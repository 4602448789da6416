import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { distributionQuantiles } from '../../src';

describe('distributionQuantiles', () => {
  it('gives the quantiles that it says, between values where none is there', () => {
    const to100 = Array.from({ length: 101 }, (_, index) => index);
    expect(distributionQuantiles(to100)).toEqual([5, 25, 50, 75, 95]);
    expect(distributionQuantiles(Float32Array.of(0, 10))).toEqual([0.5, 2.5, 5, 7.5, 9.5]);
    expect(distributionQuantiles([3])).toEqual([3, 3, 3, 3, 3]);
  });

  it('does not depend on order, and has as many values below as it says', () => {
    const values = fc.array(fc.double({ noNaN: true, min: -1e9, max: 1e9 }), { minLength: 1, maxLength: 50 });
    fc.assert(
      fc.property(values, (all) => {
        const quantiles = distributionQuantiles(all)!;
        expect(distributionQuantiles([...all].reverse())).toEqual(quantiles);
        [0.05, 0.25, 0.5, 0.75, 0.95].forEach((share, index) => {
          const below = all.filter((value) => value < quantiles[index]!).length;
          const upTo = all.filter((value) => value <= quantiles[index]!).length;
          expect(below).toBeLessThanOrEqual(Math.ceil(share * (all.length - 1)));
          expect(upTo).toBeGreaterThanOrEqual(Math.floor(share * (all.length - 1)));
        });
      }),
    );
  });

  it('has none for values that are not all finite, and refuses no values', () => {
    expect(distributionQuantiles([1, NaN])).toBeNull();
    expect(() => distributionQuantiles([])).toThrow(/must hold at least one number, got none/);
  });
});
