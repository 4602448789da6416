import { expect, test } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { batchNormTraining } from '../src/batch-norm-training';
import { normalize } from '../src/normalize';
import { weightedBatchNormTraining } from '../src/weighted-batch-norm';
import { weightedMoments } from '../src/weighted-moments';
import { describeOnBackends } from './support/backends';
import { type Case, cases } from './support/cases';
import { expectClose, expectTensorsMade } from './support/matchers';
import { gradientsOf, tensorsOf } from './support/tensors';

const weight = fc.constantFrom(0, 0, 0.25, 1, 2);

/** A case with weights for the first axes of its positions, one of them at least above 0. */
const weightedCases = cases
  .chain((testCase) => {
    const positions = testCase.shape.filter((_, i) => i !== channelAxis(testCase));
    return fc.integer({ min: 1, max: positions.length }).chain((rank) => {
      const weightShape = positions.slice(0, rank);
      const size = weightShape.reduce((a, b) => a * b, 1);
      return fc
        .array(weight, { minLength: size, maxLength: size })
        .map((weights) => ({ testCase, weightShape, weights }));
    });
  })
  .filter(({ weights }) => weights.some((weight) => weight > 0));

function channelAxis({ shape, axis }: Case): number {
  return axis < 0 ? axis + shape.length : axis;
}

describeOnBackends('weightedBatchNormTraining', () => {
  test('with equal weights is batch norm, in value and in gradient', () => {
    fc.assert(
      fc.property(cases, (testCase) => {
        const { shape, axis, upstream, epsilon } = testCase;
        tf.tidy(() => {
          const inputs = tensorsOf(testCase);
          const weights = tf.fill([shape[channelAxis(testCase) === 0 ? 1 : 0]!], 0.5);
          const weighted = ({ x, ...affine }: Partial<typeof inputs>) =>
            weightedBatchNormTraining(x!, { weights, ...affine, axis, epsilon }).output;
          const plain = ({ x, ...affine }: Partial<typeof inputs>) =>
            batchNormTraining(x!, { ...affine, axis, epsilon }).output;
          expectClose(weighted(inputs).dataSync(), plain(inputs).dataSync());
          const dy = tf.tensor(upstream, shape);
          const [ours, theirs] = [weighted, plain].map((compute) => gradientsOf(inputs, compute, dy));
          for (const name of Object.keys(inputs) as (keyof typeof inputs)[]) {
            expectClose(ours![name]!, theirs![name]!, 1e-3);
          }
        });
      }),
    );
  });

  test('its closed-form gradient is that of the equations, operation by operation', () => {
    fc.assert(
      fc.property(weightedCases, ({ testCase, weightShape, weights }) => {
        const { shape, axis, upstream, epsilon } = testCase;
        tf.tidy(() => {
          const { x } = tensorsOf(testCase);
          const dy = tf.tensor(upstream, shape);
          const w = tf.tensor(weights, weightShape);
          const closed = gradientsOf(
            { x },
            ({ x }) => weightedBatchNormTraining(x!, { weights: w, axis, epsilon }).output,
            dy,
          );
          const equations = gradientsOf(
            { x },
            ({ x }) => {
              const { mean, variance } = weightedMoments(x!, { weights: w, axis });
              return normalize(x!, { mean, variance, axis, epsilon });
            },
            dy,
          );
          expectClose(closed.x!, equations.x!, 1e-3);
        });
      }),
    );
  });

  test('an example of weight 2 is two examples, and one of weight 0 is none', () => {
    tf.tidy(() => {
      const x = tf.tensor2d([
        [1, 5],
        [2, -3],
        [7, 0],
      ]);
      const { output, mean, variance, count } = weightedBatchNormTraining(x, {
        weights: tf.tensor1d([2, 1, 0]),
      });
      const repeated = batchNormTraining(x.gather(tf.tensor1d([0, 0, 1], 'int32')));
      expectClose(mean.dataSync(), repeated.mean.dataSync(), 1e-6);
      expectClose(variance.dataSync(), repeated.variance.dataSync(), 1e-6);
      expectClose(output.slice(1, 1).dataSync(), repeated.output.slice(2, 1).dataSync(), 1e-6);
      expectClose(count.dataSync(), [3]);
    });
  });

  test.each([NaN, Infinity, 1e30])(
    'what a masked position holds (%p) does not touch the statistics',
    (padding) => {
      tf.tidy(() => {
        const x = tf.tensor3d([padding, padding, 1, 2, 3, 4, padding, padding], [2, 2, 2]);
        const weights = tf.tensor2d([0, 1, 1, 0], [2, 2]);
        for (const statistics of [
          weightedMoments(x, { weights }),
          weightedBatchNormTraining(x, { weights }),
        ]) {
          expectClose(statistics.mean.dataSync(), [2, 3], 1e-6);
          expectClose(statistics.variance.dataSync(), [1, 1], 1e-6);
        }
      });
    },
  );

  test('keeps its accuracy at large offsets', () => {
    tf.tidy(() => {
      const values = Float32Array.from({ length: 20_000 }, (_, i) => (i % 2 === 0 ? 0 : 1e6 + (i % 4)));
      const weights = Float32Array.from({ length: 20_000 }, (_, i) => i % 2);
      const { mean, variance } = weightedMoments(tf.tensor2d(values, [20_000, 1]), {
        weights: tf.tensor1d(weights),
      });
      expectClose(mean.dataSync(), [1e6 + 2], 1e-7);
      expectClose(variance.dataSync(), [1], 1e-5);
    });
  });

  test('its gradient can be differentiated again', () => {
    tf.tidy(() => {
      const x = tf.tensor2d([[1], [2], [4], [9]]);
      const weights = tf.tensor1d([1, 0.5, 2, 0]);
      const penalty = (x: tf.Tensor) => {
        const output = (x: tf.Tensor) => weightedBatchNormTraining(x, { weights, epsilon: 0.5 }).output;
        return tf
          .grad((x) => output(x).pow(3))(x)
          .square()
          .sum();
      };
      const slopes = tf.grad(penalty)(x).dataSync();
      const h = 1e-2;
      const differences = [0, 1, 2, 3].map((i) => {
        const step = tf.oneHot([i], 4).reshape([4, 1]).toFloat().mul(h);
        return (penalty(x.add(step)).dataSync()[0]! - penalty(x.sub(step)).dataSync()[0]!) / (2 * h);
      });
      expectClose(slopes, differences, 0.02);
    });
  });

  test('the total weight counts every position that a weight stands for', () => {
    tf.tidy(() => {
      const { count } = weightedMoments(tf.ones([2, 5, 3]), { weights: tf.tensor1d([1, 0.5]) });
      expectClose(count.dataSync(), [7.5]);
    });
  });

  test('no weight at all gives moments of zero, as an empty batch does', () => {
    tf.tidy(() => {
      const weights = tf.zeros([2]);
      const { mean, variance, count } = weightedMoments(tf.ones([2, 3]), { weights });
      expect([...mean.dataSync(), ...variance.dataSync(), ...count.dataSync()]).toEqual([
        0, 0, 0, 0, 0, 0, 0,
      ]);
      expect([...weightedMoments(tf.zeros([0, 1]), { weights: tf.zeros([0]) }).mean.dataSync()]).toEqual([0]);
    });
  });

  test('makes as many tensors as it returns, and refuses weights of another shape', () => {
    const x = tf.ones([2, 4, 3]);
    const weights = tf.ones([2, 4]);
    tf.dispose({ ...expectTensorsMade(4, () => weightedBatchNormTraining(x, { weights })) });
    tf.dispose({ ...expectTensorsMade(3, () => weightedMoments(x, { weights })) });
    expect(() => weightedBatchNormTraining(x, { weights: tf.ones([4]) })).toThrow(
      'weights must have shape [2, 4], x without its channel axis, or the beginning of it, got [4]',
    );
    expect(() => weightedMoments(x, {} as never)).toThrow('weights must be a tensor, got undefined');
  });
});
