import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { percent, short } from '../../components/figure/format-number';

describe('percent', () => {
  test('is a dash where there is no number', () => {
    expect([percent(0.1234), percent(0.1234, 1), percent(undefined), percent(NaN)]).toEqual([
      '12 %',
      '12.3 %',
      '–',
      '–',
    ]);
  });
});

describe('short', () => {
  test.each([
    [0, '0'],
    [1204.4, '1,204'],
    [12.34, '12.3'],
    [0.456, '0.46'],
    [-0.0021, '−0.002'],
    [3.2e-7, '3·10⁻⁷'],
    [-2e12, '−2·10¹²'],
    [Infinity, '∞'],
    [-Infinity, '−∞'],
    [NaN, 'no number'],
  ])('%d is %s', (value, text) => expect(short(value)).toBe(text));

  test('is at most ten signs long', () => {
    const values = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e30, max: 1e30 });
    fc.assert(
      fc.property(values, (value) => {
        expect(short(value).length).toBeLessThanOrEqual(10);
      }),
    );
  });
});
