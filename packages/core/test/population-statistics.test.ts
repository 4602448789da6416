import { expect, test } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import type { Moments } from '../src/moments';
import {
  initialPopulation,
  type PopulationStatistics,
  unbiasedVariance,
  updatePopulation,
} from '../src/population-statistics';
import { describeOnBackends } from './support/backends';

import { expectClose, expectTensorsMade } from './support/matchers';

const number = fc.double({ min: -10, max: 10, noNaN: true });
const positive = fc.double({ min: 0, max: 10, noNaN: true });
const batches = fc.array(
  fc.record({ mean: number, variance: positive, count: fc.integer({ min: 2, max: 9 }) }),
  { minLength: 1, maxLength: 6 },
);

function moments({ mean, variance, count }: { mean: number; variance: number; count: number }): Moments {
  return { mean: tf.tensor1d([mean]), variance: tf.tensor1d([variance]), count };
}

describeOnBackends('updatePopulation', () => {
  test('with momentum null every batch weighs the same and the start nothing', () => {
    fc.assert(
      fc.property(batches, (batches) => {
        tf.tidy(() => {
          const start = initialPopulation(1);
          const end = batches.reduce<PopulationStatistics>(
            (population, batch) =>
              updatePopulation(population, moments(batch), { momentum: null, bessel: true }),
            start,
          );
          const average = (values: number[]) => values.reduce((a, b) => a + b, 0) / values.length;
          expectClose(end.mean.dataSync(), [average(batches.map(({ mean }) => mean))], 1e-5);
          const unbiased = batches.map(({ variance, count }) => (variance * count) / (count - 1));
          expectClose(end.variance.dataSync(), [average(unbiased)], 1e-5);
          expect(end.batches).toBe(batches.length);
        });
      }),
    );
  });

  test('with a momentum it keeps that share of the old statistics', () => {
    const population = { ...initialPopulation(1), batches: 7 };
    const batch = moments({ mean: 10, variance: 5, count: 2 });
    const next = expectTensorsMade(2, () => updatePopulation(population, batch));
    expectClose(next.mean.dataSync(), [0.1], 1e-6);
    expectClose(next.variance.dataSync(), [0.99 + 0.05], 1e-6);
    expect(next.batches).toBe(8);
    expectClose(
      updatePopulation(population, batch, { momentum: 0, bessel: true }).variance.dataSync(),
      [10],
      1e-6,
    );
  });

  test('an empty batch changes nothing and does not count', () => {
    const population = { mean: tf.tensor1d([3]), variance: tf.tensor1d([4]), batches: 2 };
    const batch = moments({ mean: 0, variance: 0, count: 0 });
    const next = expectTensorsMade(2, () => updatePopulation(population, batch));
    expect([...next.mean.dataSync(), ...next.variance.dataSync(), next.batches]).toEqual([3, 4, 2]);
  });

  test("refuses Bessel's correction of a single value, wrong shapes and wrong momenta", () => {
    const population = initialPopulation(1);
    const batch = moments({ mean: 0, variance: 0, count: 1 });
    expect(() => updatePopulation(population, batch, { bessel: true })).toThrow(
      'unbiasedVariance: moments.count must be a number of at least 2',
    );
    expect(() => updatePopulation(initialPopulation(2), batch)).toThrow(
      'updatePopulation: batch.mean must have the shape of population.mean, [2], got [1]',
    );
    expect(() => updatePopulation(population, batch, { momentum: -1 })).toThrow(
      'momentum must be a number in [0, 1]',
    );
    expect(() => updatePopulation(population, batch, { momentom: 1 } as object)).toThrow(
      'Did you mean "momentum"?',
    );
  });

  test('unbiasedVariance multiplies by m / (m - 1)', () => {
    expectClose(unbiasedVariance({ variance: tf.tensor1d([2, 4]), count: 5 }).dataSync(), [2.5, 5], 1e-6);
  });
});
