import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { normalWeights } from '../../src';

const sizes = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 2, maxLength: 5 });

test('has a matrix between each two neighbouring layers', () => {
  fc.assert(
    fc.property(sizes, fc.integer(), (layerSizes, seed) => {
      const weights = normalWeights(layerSizes, { seed, standardDeviation: 0.05 });
      expect(weights.map(({ rows, columns, values }) => [rows, columns, values.length])).toEqual(
        layerSizes.slice(1).map((columns, i) => [layerSizes[i]!, columns, layerSizes[i]! * columns]),
      );
    }),
  );
});

test('the deviation only scales the draws', () => {
  const [good] = normalWeights([20, 30], { seed: 3, standardDeviation: 0.5 });
  const [bad] = normalWeights([20, 30], { seed: 3, standardDeviation: 8 });
  expect(bad!.values).toEqual(good!.values.map((value) => value * 16));
});

test.each([
  [[784], 1, 0.05, 'layerSizes must be an array of two or more positive integers, inputs first, got [784]'],
  [[784, 1.5], 1, 0.05, 'got [784, 1.5]'],
  [[784, 0, 10], 1, 0.05, 'got [784, 0, 10]'],
  [[2, 2], 0.5, 0.05, 'seed must be an integer, got 0.5'],
  [[2, 2], 1, 0, 'standardDeviation must be a finite number above 0, got 0'],
  [[2, 2], 1, NaN, 'standardDeviation must be a finite number above 0, got NaN'],
])('refuses sizes %j, seed %d, deviation %d', (layerSizes, seed, standardDeviation, message) => {
  expect(() => normalWeights(layerSizes, { seed, standardDeviation })).toThrow(message);
});
