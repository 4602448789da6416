import { expect, test } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { momentsOfBatches } from '../src/moments-of-batches';
import { referenceMoments } from '../src/reference';
import { describeOnBackends } from './support/backends';

import { expectClose } from './support/matchers';

const rows = fc.array(fc.tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: 0, max: 9 })), {
  maxLength: 5,
});

describeOnBackends('momentsOfBatches', () => {
  test('gives the moments of all batches as one, from arrays and from asynchronous generators', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(rows, { minLength: 1, maxLength: 5 }), async (batches) => {
        const all = batches.flat();
        fc.pre(all.length > 0);
        const expected = referenceMoments(all);
        const before = tf.memory().numTensors;
        const tensors = batches.map((batch) => tf.tensor2d(batch, [batch.length, 2]));
        async function* oneByOne() {
          for (const tensor of tensors) yield await Promise.resolve(tensor);
        }
        for (const source of [tensors, oneByOne()]) {
          const { mean, variance, count } = await momentsOfBatches(source);
          expectClose(mean.dataSync(), expected.mean);
          expectClose(variance.dataSync(), expected.variance);
          expect(count).toBe(all.length);
          tf.dispose([mean, variance]);
        }
        tf.dispose(tensors);
        expect(tf.memory().numTensors).toBe(before);
      }),
    );
  });

  test('takes the axis of the channels', async () => {
    const { mean } = await momentsOfBatches([tf.tensor3d([1, 2, 3, 4, 5, 6], [1, 2, 3])], { axis: 1 });
    expectClose(mean.dataSync(), [2, 5]);
  });

  test('refuses to make statistics from nothing', async () => {
    const nothing = 'momentsOfBatches: batches must hold at least one value per channel, got none';
    await expect(momentsOfBatches([])).rejects.toThrow(nothing);
    const before = tf.memory().numTensors;
    const empty = tf.zeros([0, 3]);
    await expect(momentsOfBatches([empty, empty])).rejects.toThrow(nothing);
    empty.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  test('leaves nothing behind where a batch cannot be had', async () => {
    const batch = tf.ones([2, 3]);
    const before = tf.memory().numTensors;
    function* breaking() {
      yield batch;
      yield batch;
      throw new Error('disk full');
    }
    await expect(momentsOfBatches(breaking())).rejects.toThrow('disk full');
    expect(tf.memory().numTensors).toBe(before);
    batch.dispose();
  });
});
