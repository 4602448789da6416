import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { momentsOf, normalizeBatch } from '../../../components/lesson/moments';

const batch = fc.array(fc.double({ min: -100, max: 100, noNaN: true }), { minLength: 2, maxLength: 30 });

describe('normalizeBatch', () => {
  it('gives mean 0 and the variance that epsilon leaves', () => {
    fc.assert(
      fc.property(batch, fc.double({ min: 1e-3, max: 10, noNaN: true }), (values, epsilon) => {
        const { variance } = momentsOf(values);
        const after = momentsOf(normalizeBatch(values, epsilon));
        expect(after.mean).toBeCloseTo(0, 6);
        expect(after.variance).toBeCloseTo(variance / (variance + epsilon), 6);
      }),
    );
  });

  it('does not feel a shift, and takes a batch of equal values to 0', () => {
    const values = [3, 7, 8, 14];
    normalizeBatch(values.map((value) => value + 100)).forEach((value, index) =>
      expect(value).toBeCloseTo(normalizeBatch(values)[index]!, 9),
    );
    expect(normalizeBatch([0.1, 0.1, 0.1])).toEqual([0, 0, 0]);
  });
});
