import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { place, symmetricRange, ticksOf, valueAt } from '../../labs/by-hand/strips';

const values = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 10 });

describe('strips', () => {
  it('gives each place the value that lies there', () => {
    fc.assert(
      fc.property(fc.double({ min: -8, max: 8, noNaN: true }), (value) => {
        const strip = { low: -8, high: 8, left: 40, right: 600 };
        expect(valueAt(strip, place(strip, value))).toBeCloseTo(value, 9);
      }),
    );
  });

  it('does not go beyond the ends', () => {
    const strip = { low: -8, high: 8, left: 40, right: 600 };
    expect([valueAt(strip, 0), valueAt(strip, 1000)]).toEqual([-8, 8]);
  });

  it('has room for every value, and no more than it needs', () => {
    fc.assert(
      fc.property(values, (given) => {
        const { low, high } = symmetricRange(given, 3);
        const reach = Math.max(...given.map(Math.abs));
        expect(low).toBe(-high);
        expect(high).toBeGreaterThanOrEqual(Math.max(3, reach));
        expect(high).toBeLessThanOrEqual(Math.max(3, 2.1 * reach));
      }),
    );
  });

  it('has a tick at zero and at the ends', () => {
    expect(ticksOf({ low: -8, high: 8 })).toEqual([-8, -4, 0, 4, 8]);
  });
});
