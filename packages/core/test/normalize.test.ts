import { expect, test } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { batchMoments } from '../src/batch-moments';
import { batchNormTraining } from '../src/batch-norm-training';
import { normalize } from '../src/normalize';
import { scaleShift } from '../src/scale-shift';
import { describeOnBackends } from './support/backends';
import { cases } from './support/cases';
import { expectClose, expectTensorsMade } from './support/matchers';
import { gradientsOf, tensorsOf } from './support/tensors';

describeOnBackends('normalize and scaleShift', () => {
  test('are batchNormTraining written out, in value and in gradient', () => {
    fc.assert(
      fc.property(cases, (testCase) => {
        const { shape, axis, upstream, epsilon } = testCase;
        tf.tidy(() => {
          const inputs = tensorsOf(testCase);
          const dy = tf.tensor(upstream, shape);
          const equations = ({ x, gamma, beta }: Partial<typeof inputs>) => {
            const { mean, variance } = batchMoments(x!, { axis });
            return scaleShift(normalize(x!, { mean, variance, axis, epsilon }), { gamma, beta, axis });
          };
          const operation = ({ x, ...affine }: Partial<typeof inputs>) =>
            batchNormTraining(x!, { ...affine, axis, epsilon }).output;
          expectClose(equations(inputs).dataSync(), operation(inputs).dataSync());
          const [written, closed] = [equations, operation].map((compute) => gradientsOf(inputs, compute, dy));
          expect(Object.keys(written!)).toEqual(Object.keys(inputs));
          for (const name of Object.keys(inputs) as (keyof typeof inputs)[]) {
            expectClose(written![name]!, closed![name]!, 1e-3);
          }
        });
      }),
    );
  });

  test('gamma = deviation and beta = mean undo it', () => {
    fc.assert(
      fc.property(cases, ({ shape, axis, values, mean, variance, epsilon }) => {
        tf.tidy(() => {
          const statistics = { mean: tf.tensor1d(mean), variance: tf.tensor1d(variance) };
          const xHat = normalize(tf.tensor(values, shape), { ...statistics, axis, epsilon });
          const gamma = statistics.variance.add(epsilon).sqrt();
          expectClose(scaleShift(xHat, { gamma, beta: statistics.mean, axis }).dataSync(), values);
        });
      }),
    );
  });

  test('each makes one tensor, and knows its own options', () => {
    const x = tf.ones([2, 3]);
    const statistics = { mean: tf.zeros([3]), variance: tf.ones([3]) };
    const xHat = expectTensorsMade(1, () => normalize(x, statistics));
    expectTensorsMade(1, () => scaleShift(xHat, { gamma: statistics.variance }));
    expectTensorsMade(1, () => scaleShift(xHat));
    expect(() => normalize(x, { ...statistics, gamma: x } as typeof statistics)).toThrow(
      'normalize: unknown option "gamma". The options are mean, variance, axis, epsilon.',
    );
    expect(() => scaleShift(x, { beto: x } as object)).toThrow('Did you mean "beta"?');
  });
});
