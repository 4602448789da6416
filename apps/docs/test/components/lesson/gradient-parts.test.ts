import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { gradientParts } from '../../../components/lesson/gradient-parts';
import { normalizeBatch } from '../../../components/lesson/moments';

const number = fc.double({ min: -10, max: 10, noNaN: true });
const batch = fc
  .array(fc.tuple(number, number), { minLength: 3, maxLength: 8 })
  .filter((pairs) => Math.max(...pairs.map(([x]) => x)) - Math.min(...pairs.map(([x]) => x)) > 1);
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

describe('the gradient of the inputs', () => {
  test('is that of small nudges', () => {
    fc.assert(
      fc.property(batch, fc.double({ min: -2, max: 2, noNaN: true }), (pairs, gamma) => {
        const [x, g] = [pairs.map(([value]) => value), pairs.map(([, value]) => value)];
        const loss = (values: readonly number[]) =>
          sum(normalizeBatch(values, 0.001).map((value, index) => g[index]! * gamma * value));
        const { arriving } = gradientParts(x, g, { gamma, epsilon: 0.001 });
        const nudge = 1e-5;
        arriving.forEach((value, j) => {
          const moved = (by: number) => loss(x.map((each, index) => (index === j ? each + by : each)));
          expect(value).toBeCloseTo((moved(nudge) - moved(-nudge)) / (2 * nudge), 3);
        });
      }),
    );
  });

  test('sums to zero, and nothing of a constant or of the normalized values themselves arrives', () => {
    fc.assert(
      fc.property(batch, number, number, (pairs, constant, factor) => {
        const [x, g] = [pairs.map(([value]) => value), pairs.map(([, value]) => value)];
        expect(sum(gradientParts(x, g).arriving)).toBeCloseTo(0, 8);
        const line = normalizeBatch(x, 0.001).map((value) => constant + factor * value);
        for (const value of gradientParts(x, line).arriving) expect(Math.abs(value)).toBeLessThan(0.2);
      }),
    );
  });
});
