import { expect, test } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';
import { batchNormTraining, groupNorm, weightedBatchNormTraining } from '../src';
import { describeOnBackends } from './support/backends';
import { expectClose } from './support/matchers';

// Squares of deviations from about 2e19 exceed float32. A 0 in their place would look like an answer.
describeOnBackends('values whose variance float32 does not have', () => {
  const sizes = [1e20, 1e30, 3e38];

  test.each(sizes)('±%d make their channel NaN, and no other', (size) => {
    const x = tf.tensor2d([size, 1, -size, 3, size, 5, -size, 7], [4, 2]);
    const results = tf.tidy(() => {
      const { output, variance } = batchNormTraining(x);
      const weighted = weightedBatchNormTraining(x, { weights: tf.ones([4]) });
      return [output, weighted.output, tf.reshape(variance, [1, 2]), tf.reshape(weighted.variance, [1, 2])];
    });
    for (const result of results) {
      const rows = result.arraySync() as number[][];
      expect(rows.every(([extreme, usual]) => Number.isNaN(extreme) && Number.isFinite(usual))).toBe(true);
    }
  });

  test.each(sizes)('±%d make their group NaN, and no other', (size) => {
    const [example] = groupNorm(tf.tensor2d([size, -size, 1, 2], [1, 4]), {
      groups: 2,
    }).arraySync() as number[][];
    expect(example!.map(Number.isFinite)).toEqual([false, false, true, true]);
    expect(example!.slice(0, 2)).toEqual([NaN, NaN]);
  });

  // The variance of ±1e19 is 1e38, which float32 has; the sum of four such squares exceeds it.
  test.each([
    [1e18, 2],
    [1e19, 4],
    [1.8e19, 300],
    [1e19, 9000],
  ])('±%d in %d rows are still normalized, and what is beside them stays', (size, rows) => {
    tf.tidy(() => {
      const extreme = Array.from({ length: rows }, (_, row) => (row % 2 === 0 ? size : -size));
      const usual = tf.randomNormal([rows, 1], 3, 2, 'float32', 1);
      const x = tf.concat<tf.Tensor2D>([tf.tensor2d(extreme, [rows, 1]), usual as tf.Tensor2D], 1);
      const alone = batchNormTraining(usual);
      const weighted = weightedBatchNormTraining(x, { weights: tf.ones([rows]) });
      for (const { output } of [batchNormTraining(x), weighted]) {
        const [first, second] = tf.split(output, 2, 1) as [tf.Tensor, tf.Tensor];
        expectClose(first.dataSync(), extreme.map(Math.sign), 1e-5);
        expectClose(second.dataSync(), alone.output.dataSync(), 1e-5);
      }
      const [example] = groupNorm(tf.tensor2d(extreme, [1, rows]), { groups: 1 }).arraySync() as number[][];
      expectClose(example!, extreme.map(Math.sign), 1e-5);
    });
  });

  test('means whose sum exceeds float32 are exact', () => {
    tf.tidy(() => {
      for (const rows of [3, 300, 9000]) {
        const { mean, variance } = batchNormTraining(tf.fill([rows, 2], 3e38));
        expectClose(mean.div(3e38).dataSync(), [1, 1], 1e-6);
        expect([...variance.dataSync()]).toEqual([0, 0]);
      }
    });
  });
});
