import { expect, test } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { batchMoments } from '../src/batch-moments';
import { mergeMoments } from '../src/merge-moments';
import { referenceMoments } from '../src/reference';
import { describeOnBackends } from './support/backends';

import { expectClose, expectTensorsMade } from './support/matchers';

const examples = fc.array(fc.tuple(fc.integer({ min: -50, max: 50 }), fc.integer({ min: 900, max: 1100 })), {
  minLength: 1,
  maxLength: 12,
});

describeOnBackends('mergeMoments', () => {
  test('does not depend on how the values were split', () => {
    fc.assert(
      fc.property(examples, fc.array(fc.nat({ max: 12 }), { maxLength: 4 }), (batch, cuts) => {
        const bounds = [0, ...cuts.map((cut) => Math.min(cut, batch.length)), batch.length].toSorted(
          (a, b) => a - b,
        );
        const parts = bounds.slice(1).map((end, i) => batch.slice(bounds[i], end));
        const expected = referenceMoments(batch);
        tf.tidy(() => {
          const moments = parts.map((part) => batchMoments(tf.tensor2d(part, [part.length, 2])));
          const { mean, variance, count } = moments.reduce((a, b) => mergeMoments(a, b));
          expectClose(mean.dataSync(), expected.mean, 1e-5);
          expectClose(variance.dataSync(), expected.variance, 1e-3);
          expect(count).toBe(batch.length);
        });
      }),
    );
  });

  test('weighs by counts that are tensors, too', () => {
    tf.tidy(() => {
      const a = { mean: tf.tensor1d([0]), variance: tf.tensor1d([1]), count: tf.scalar(3) };
      const b = { mean: tf.tensor1d([4]), variance: tf.tensor1d([5]), count: tf.scalar(1) };
      const { mean, variance, count } = mergeMoments(a, b);
      expectClose(mean.dataSync(), [1]);
      expectClose(variance.dataSync(), [0.75 * 1 + 0.25 * 5 + 0.75 * 0.25 * 16]);
      expectClose(count.dataSync(), [4]);
      const nothing = { ...a, count: tf.scalar(0) };
      expectClose(mergeMoments(nothing, nothing).variance.dataSync(), [1]);
    });
  });

  test('makes two tensors, and refuses different numbers of channels', () => {
    const a = { mean: tf.zeros<tf.Rank.R1>([2]), variance: tf.ones<tf.Rank.R1>([2]), count: 1 };
    tf.dispose(expectTensorsMade(2, () => mergeMoments(a, a)));
    const b = { ...a, mean: tf.zeros<tf.Rank.R1>([3]), variance: tf.zeros<tf.Rank.R1>([3]) };
    expect(() => mergeMoments(a, b)).toThrow(
      'mergeMoments: b.mean must have the shape of a.mean, [2], got [3]',
    );
  });
});
