import { expect, test } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { batchMoments } from '../src/batch-moments';
import { referenceMoments } from '../src/reference';
import { describeOnBackends } from './support/backends';
import { cases, toBatch } from './support/cases';
import { expectClose, expectTensorsMade } from './support/matchers';

describeOnBackends('batchMoments', () => {
  test('equals the float64 reference on every rank and axis, and makes two tensors', () => {
    fc.assert(
      fc.property(cases, ({ shape, axis, values }) => {
        const x = tf.tensor(values, shape);
        const { mean, variance, count } = expectTensorsMade(2, () => batchMoments(x, { axis }));
        const batch = toBatch(values, shape, axis);
        const expected = referenceMoments(batch);
        expectClose(mean.dataSync(), expected.mean);
        expectClose(variance.dataSync(), expected.variance);
        expect(count).toBe(batch.length);
        tf.dispose([x, mean, variance]);
      }),
    );
  });

  test('keeps six digits of the variance at mean 1e6, deviation 1, 50,000 values', () => {
    const values = Float32Array.from({ length: 50_000 }, (_, i) => 1e6 + 2 * Math.sin(i) * Math.SQRT1_2);
    const exact = referenceMoments(Array.from(values, (v) => [v]));
    const x = tf.tensor2d(values, [50_000, 1]);
    const { mean, variance } = batchMoments(x);
    expectClose(mean.dataSync(), exact.mean, 1e-7);
    expectClose(variance.dataSync(), exact.variance, 1e-5);
    tf.dispose([x, mean, variance]);
  });

  test('an empty batch has mean 0, variance 0 and count 0', () => {
    const x = tf.zeros([0, 3]);
    const { mean, variance, count } = batchMoments(x);
    expect([...mean.dataSync(), ...variance.dataSync(), count]).toEqual([0, 0, 0, 0, 0, 0, 0]);
    tf.dispose([x, mean, variance]);
  });

  test('refuses what it cannot use, and says what it can', () => {
    const x = tf.zeros([2, 3]);
    expect(() => batchMoments(x, { axis: 2 })).toThrow(
      'batchMoments: axis must be an integer from -2 to 1 for a tensor of rank 2, got 2',
    );
    expect(() => batchMoments(x, { axis: 0.5 })).toThrow('axis must be an integer');
    expect(() => batchMoments(x, { axs: 1 } as object)).toThrow('unknown option "axs". Did you mean "axis"?');
    expect(() => batchMoments([[1]] as unknown as tf.Tensor)).toThrow('x must be a tensor, got an array');
    expect(() => batchMoments(tf.zeros([2]))).toThrow('rank 2 to 6, got a tensor of shape [2]');
    expect(() => batchMoments(tf.zeros([2, 2], 'int32'))).toThrow(
      "float32 tensor, got int32; cast it with tf.cast(x, 'float32')",
    );
    x.dispose();
  });
});
