import { expect, test } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { columnMeans } from '../src/column-means';
import { describeOnBackends } from './support/backends';

import { expectClose } from './support/matchers';

/** Sizes on both sides of where the WebAssembly backend changes over to pooling. */
const sizes = fc.record({
  rows: fc.oneof(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1000, max: 3000 })),
  columns: fc.integer({ min: 1, max: 17 }),
  seed: fc.nat(),
});

describeOnBackends('columnMeans', () => {
  test('are the means of columns, small and large, and share their gradient out', () => {
    fc.assert(
      fc.property(sizes, ({ rows, columns, seed }) => {
        tf.tidy(() => {
          const matrix = tf.randomNormal<tf.Rank.R2>([rows, columns], 0, 1, 'float32', seed);
          const expected = Array.from({ length: columns }, (_, c) => {
            const values = Array.from(matrix.dataSync()).filter((_, i) => i % columns === c);
            return values.reduce((a, b) => a + b, 0) / rows;
          });
          expectClose(columnMeans(matrix).dataSync(), expected, 1e-5);
          const weights = tf.range(1, columns + 1);
          const gradient = tf.grad((m: tf.Tensor) => columnMeans(m as tf.Tensor2D))(matrix, weights);
          expectClose(
            gradient
              .slice([rows - 1, 0])
              .mul(rows)
              .dataSync(),
            weights.dataSync(),
            1e-5,
          );
        });
      }),
    );
  });

  test.each([2, 8000])('a NaN or an infinity among %d rows is not lost', (rows) => {
    tf.tidy(() => {
      const values = Array.from(
        { length: rows * 4 },
        (_, i) => ({ 1: NaN, 2: Infinity, 3: -Infinity })[i] ?? 1,
      );
      const means = Array.from(columnMeans(tf.tensor2d(values, [rows, 4])).dataSync());
      expect(means.map(Number.isFinite)).toEqual([true, false, false, false]);
      expect(means[1]).toBeNaN();
    });
  });
});
