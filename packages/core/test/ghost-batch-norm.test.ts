import { expect, test } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { batchNormTraining } from '../src/batch-norm-training';
import { ghostBatchNormTraining } from '../src/ghost-batch-norm';
import { describeOnBackends } from './support/backends';
import { cases } from './support/cases';
import { expectClose, expectTensorsMade } from './support/matchers';
import { gradientsOf, tensorsOf } from './support/tensors';

const examplesFirst = cases.filter(({ shape, axis }) => axis !== 0 && axis !== -shape.length);

describeOnBackends('ghostBatchNormTraining', () => {
  test('normalizes each run of examples as a batch of its own, in value and in gradient', () => {
    fc.assert(
      fc.property(examplesFirst, fc.integer({ min: 1, max: 5 }), (testCase, ghostBatchSize) => {
        const { shape, axis, upstream, epsilon } = testCase;
        const examples = shape[0]!;
        const starts = Array.from(
          { length: Math.ceil(examples / ghostBatchSize) },
          (_, i) => i * ghostBatchSize,
        );
        tf.tidy(() => {
          const inputs = tensorsOf(testCase);
          const dy = tf.tensor(upstream, shape);
          const options = { ghostBatchSize, axis, epsilon };
          const alone = starts.map((start) => {
            const { x, ...affine } = inputs;
            const ghost = x.slice(start, Math.min(ghostBatchSize, examples - start));
            return { ghost, ...batchNormTraining(ghost, { ...affine, axis, epsilon }) };
          });
          const { x, ...affine } = inputs;
          const { output, mean, variance } = ghostBatchNormTraining(x, { ...affine, ...options });
          const flat = (tensors: tf.Tensor[]) => tensors.flatMap((tensor) => Array.from(tensor.dataSync()));
          expectClose(output.dataSync(), flat(alone.map((part) => part.output)));
          expect(mean.shape).toEqual([starts.length, shape.at(axis)]);
          expectClose(mean.dataSync(), flat(alone.map((part) => part.mean)));
          expectClose(variance.dataSync(), flat(alone.map((part) => part.variance)));

          const together = gradientsOf(
            inputs,
            ({ x, ...affine }) => ghostBatchNormTraining(x!, { ...affine, ...options }).output,
            dy,
          );
          const apart = gradientsOf(
            inputs,
            ({ x, ...affine }) =>
              tf.concat(
                starts.map((start) => {
                  const ghost = x!.slice(start, Math.min(ghostBatchSize, examples - start));
                  return batchNormTraining(ghost, { ...affine, axis, epsilon }).output;
                }),
              ),
            dy,
          );
          for (const name of Object.keys(inputs) as (keyof typeof inputs)[]) {
            expectClose(together[name]!, apart[name]!, 1e-3);
          }
        });
      }),
    );
  });

  test('makes three tensors, takes an empty batch, and refuses sizes and axes that make no sense', () => {
    const x = tf.ones([5, 3]);
    tf.dispose({ ...expectTensorsMade(3, () => ghostBatchNormTraining(x, { ghostBatchSize: 2 })) });
    const empty = ghostBatchNormTraining(tf.zeros([0, 3]), { ghostBatchSize: 2 });
    expect([empty.output.shape, empty.mean.shape]).toEqual([
      [0, 3],
      [0, 3],
    ]);
    expect(() => ghostBatchNormTraining(x, { ghostBatchSize: 0 })).toThrow(
      'ghostBatchNormTraining: ghostBatchSize must be an integer of at least 1, got 0',
    );
    expect(() => ghostBatchNormTraining(x, { ghostBatchSize: 2, axis: 0 })).toThrow('axis must not be 0');
    expect(() => ghostBatchNormTraining(x, { ghostsize: 2 } as never)).toThrow(
      'Did you mean "ghostBatchSize"?',
    );
  });
});
