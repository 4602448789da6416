import { expect, test } from '@jest/globals';
import { formatValue } from '../../labs/format';

test.each([
  [1.23456, '1.235'],
  [-1.5, '−1.500'],
  [-0, '0.000'],
  [0.0005, '0.001'],
  [0.00012, '1.2e−4'],
  [-0.00012, '−1.2e−4'],
  [1234567, '1.2e6'],
  [Infinity, '∞'],
  [-Infinity, '−∞'],
  [NaN, 'not a number'],
])('formatValue(%p) is %p', (value, text) => {
  expect(formatValue(value)).toBe(text);
});
