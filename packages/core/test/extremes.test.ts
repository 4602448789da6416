import { expect, test } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';
import { batchNormTraining, groupNorm, weightedBatchNormTraining } from '../src';
import { describeOnBackends } from './support/backends';

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

  test('±1e18 are still normalized', () => {
    const { output } = batchNormTraining(tf.tensor2d([1e18, -1e18], [2, 1]));
    const [above, below] = output.dataSync();
    expect(above).toBeCloseTo(1, 5);
    expect(below).toBeCloseTo(-1, 5);
  });
});
