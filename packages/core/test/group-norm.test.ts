import { expect, test } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { groupNorm } from '../src/group-norm';
import { describeOnBackends } from './support/backends';
import { type Case, cases } from './support/cases';
import { expectClose, expectTensorsMade } from './support/matchers';
import { gradientsOf, tensorsOf } from './support/tensors';

const groupedCases = cases
  .filter(({ shape, axis }) => axis !== 0 && axis !== -shape.length)
  .chain((testCase) => {
    const channels = testCase.shape.at(testCase.axis)!;
    const divisors = Array.from({ length: channels }, (_, i) => i + 1).filter(
      (groups) => channels % groups === 0,
    );
    return fc.record({ testCase: fc.constant(testCase), groups: fc.constantFrom(...divisors) });
  });

/** The definition: moments of each example and group by themselves, by stock operations. */
function definition(
  x: tf.Tensor,
  { axis, epsilon }: Case,
  groups: number,
  gamma?: tf.Tensor,
  beta?: tf.Tensor,
): tf.Tensor {
  const channelAxis = axis < 0 ? axis + x.rank : axis;
  const channels = x.shape[channelAxis]!;
  const split = [
    ...x.shape.slice(0, channelAxis),
    groups,
    channels / groups,
    ...x.shape.slice(channelAxis + 1),
  ];
  const grouped = x.reshape(split);
  const axes = split.map((_, i) => i).filter((i) => i !== 0 && i !== channelAxis);
  const { mean, variance } = tf.moments(grouped, axes, true);
  const xHat = grouped.sub(mean).div(variance.add(epsilon).sqrt()).reshape(x.shape);
  const along = (values: tf.Tensor) =>
    values.reshape(x.shape.map((size, i) => (i === channelAxis ? size : 1)));
  const scaled = gamma ? xHat.mul(along(gamma)) : xHat;
  return beta ? scaled.add(along(beta)) : scaled;
}

describeOnBackends('groupNorm', () => {
  test('equals its definition on every rank and axis, in value and in gradient', () => {
    fc.assert(
      // Moving seven axes about is beyond some backends, and the definition splits one.
      fc.property(
        groupedCases.filter(({ testCase }) => testCase.shape.length < 6),
        ({ testCase, groups }) => {
          const { shape, axis, upstream, epsilon } = testCase;
          tf.tidy(() => {
            const inputs = tensorsOf(testCase);
            const dy = tf.tensor(upstream, shape);
            const { x, ...affine } = inputs;
            const ours = groupNorm(x, { groups, ...affine, axis, epsilon });
            expectClose(
              ours.dataSync(),
              definition(x, testCase, groups, affine.gamma, affine.beta).dataSync(),
            );
            const closed = gradientsOf(
              inputs,
              ({ x, ...affine }) => groupNorm(x!, { groups, ...affine, axis, epsilon }),
              dy,
            );
            const written = gradientsOf(
              inputs,
              ({ x, gamma, beta }) => definition(x!, testCase, groups, gamma, beta),
              dy,
            );
            for (const name of Object.keys(inputs) as (keyof typeof inputs)[]) {
              expectClose(closed[name]!, written[name]!, 1e-3);
            }
          });
        },
      ),
    );
  });

  test('an example does not see the others', () => {
    fc.assert(
      fc.property(groupedCases, ({ testCase, groups }) => {
        const { axis, epsilon } = testCase;
        tf.tidy(() => {
          const { x, ...affine } = tensorsOf(testCase);
          const together = groupNorm(x, { groups, ...affine, axis, epsilon });
          const alone = groupNorm(x.slice(0, 1), { groups, ...affine, axis, epsilon });
          expectClose(together.slice(0, 1).dataSync(), alone.dataSync());
        });
      }),
    );
  });

  test('makes one tensor, takes an empty batch, and refuses groups that do not divide the channels', () => {
    const x = tf.ones([2, 32]);
    tf.dispose(expectTensorsMade(1, () => groupNorm(x)));
    expect(groupNorm(tf.zeros([0, 4]), { groups: 2 }).shape).toEqual([0, 4]);
    expect(() => groupNorm(tf.ones([2, 6]))).toThrow(
      'groupNorm: groups must be a divisor of the 6 channels, got 32',
    );
    expect(() => groupNorm(x, { axis: 0 })).toThrow('axis must not be 0');
  });
});
