import { expect, test } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { movingAverage } from '../src/moving-average';
import { describeOnBackends } from './support/backends';

import { expectClose, expectTensorsMade } from './support/matchers';

const number = fc.double({ min: -10, max: 10, noNaN: true });

describeOnBackends('movingAverage', () => {
  test('after n values equals its closed form, from any start and for any momentum', () => {
    fc.assert(
      fc.property(
        number,
        fc.array(number, { maxLength: 8 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (start, values, momentum) => {
          let average = tf.tensor1d([start]);
          for (const value of values) {
            const next = tf.tidy(() => movingAverage(average, tf.tensor1d([value]), { momentum }));
            average.dispose();
            average = next;
          }
          const n = values.length;
          const closedForm = values.reduce(
            (sum, value, i) => sum + (1 - momentum) * momentum ** (n - 1 - i) * value,
            momentum ** n * start,
          );
          expectClose(average.dataSync(), [closedForm], 1e-5);
          average.dispose();
        },
      ),
    );
  });

  test('keeps 99 hundredths of the old value by default, and makes one tensor', () => {
    const average = tf.tensor1d([1, 0]);
    const value = tf.tensor1d([0, 1]);
    expectClose(expectTensorsMade(1, () => movingAverage(average, value)).dataSync(), [0.99, 0.01], 1e-6);
  });

  test('refuses a momentum outside [0, 1] and a value of another shape', () => {
    const average = tf.zeros([2]);
    expect(() => movingAverage(average, average, { momentum: 5 })).toThrow(
      'momentum must be a number in [0, 1]',
    );
    expect(() => movingAverage(average, tf.zeros([3]))).toThrow(
      'value must have the shape of average, [2], got [3]',
    );
  });
});
