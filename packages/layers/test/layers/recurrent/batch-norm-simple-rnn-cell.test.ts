import { describe, expect, test } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';
import { referenceTraining } from '@bnlab/core';
import { BatchNormSimpleRNNCell, batchNormSimpleRNNCell } from '../../../src';
import { useBackendInTests } from '../../helpers/backends';
import { expectClose } from '../../helpers/expect-close';
import { artifactsOf, modelOf } from '../../helpers/memory-model';

describe('BatchNormSimpleRNNCell', () => {
  useBackendInTests('cpu');

  test('adds the normalized input, the normalized state and the bias', () => {
    const one = { kernelInitializer: 'ones', recurrentInitializer: 'ones', biasInitializer: 'ones' } as const;
    const cell = batchNormSimpleRNNCell({ units: 1, maxSteps: 2, gammaInitializer: 'ones', ...one });
    const model = tf.sequential({ layers: [tf.layers.rnn({ cell, inputShape: [2, 1] })] });
    const [first, second] = [
      [[1], [5], [2]],
      [[3], [0], [9]],
    ];
    const normalized = (x: number[][]) => referenceTraining(x, [1], [0], 1e-3).y;
    const step = (x: number[][], h: number[][]) => {
      const [a, b] = [normalized(x), normalized(h)];
      return x.map((_, n) => [Math.tanh(a[n]![0]! + b[n]![0]! + 1)]);
    };
    const x = tf.tensor3d(first.map((value, n) => [value, second[n]!]));
    const expected = step(second, step(first, [[0], [0], [0]]));
    expectClose(model.apply(x, { training: true }) as tf.Tensor, expected.flat());
  });

  test('comes back from a saved model as it was', async () => {
    const cell = batchNormSimpleRNNCell({ units: 3, maxSteps: 2, useBias: false });
    const model = tf.sequential({ layers: [tf.layers.rnn({ cell, inputShape: [4, 2] })] });
    const x = tf.randomNormal([5, 4, 2]);
    model.apply(x, { training: true });
    const loaded = await modelOf(await artifactsOf(model));
    expectClose(loaded.predict(x) as tf.Tensor, model.predict(x) as tf.Tensor, 1e-6);
    const { cell: loadedCell } = loaded.layers.at(-1) as unknown as { cell: BatchNormSimpleRNNCell };
    expect(loadedCell).toBeInstanceOf(BatchNormSimpleRNNCell);
    expect(loadedCell.bias).toBeUndefined();
  });
});
