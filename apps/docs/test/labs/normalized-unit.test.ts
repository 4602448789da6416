import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { normalizeUnit, roundRange } from '../../labs/playground/normalized-unit';

const finite = fc.double({ min: -1e4, max: 1e4, noNaN: true });

test('a unit without gamma and beta is not normalized', () => {
  const values = Float32Array.of(1, 2);
  expect(normalizeUnit({ values, mean: 1.5, variance: 0.25, count: 2 })).toBeUndefined();
});

test('the normalized values of a batch have mean 0, and y has mean beta', () => {
  const batch = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 2, maxLength: 60 });
  fc.assert(
    fc.property(batch, finite, finite, (numbers, gamma, beta) => {
      const values = Float32Array.from(numbers);
      const mean = numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
      const variance = numbers.reduce((sum, value) => sum + (value - mean) ** 2, 0) / numbers.length;
      const { xHat, y } = normalizeUnit({ values, mean, variance, count: numbers.length, gamma, beta })!;
      const average = (all: readonly number[]) => all.reduce((sum, value) => sum + value, 0) / all.length;
      expect(average(xHat)).toBeCloseTo(0, 8);
      expect(average(y) - beta).toBeCloseTo(0, 3);
      expect(average(xHat.map((value) => value ** 2))).toBeLessThanOrEqual(1 + 1e-9);
    }),
  );
});

describe('a round range', () => {
  test('holds every finite number, and has a width', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(finite, fc.constantFrom(NaN, Infinity, -Infinity))), (values) => {
        const [low, high] = roundRange(values);
        expect(high).toBeGreaterThan(low);
        for (const value of values.filter(Number.isFinite)) {
          expect(value).toBeGreaterThanOrEqual(low);
          expect(value).toBeLessThanOrEqual(high);
        }
      }),
    );
  });
});
