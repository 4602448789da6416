import { expect, test } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { batchNormTraining } from '../src/batch-norm-training';
import { referenceGradient, referenceTraining } from '../src/reference';
import { describeOnBackends } from './support/backends';
import { type Case, cases, fromBatch, numRuns, toBatch } from './support/cases';
import { expectClose, expectTensorsMade } from './support/matchers';

/** The tensors of a case, in the order x, gamma, beta, with only those that it has. */
function tensorsOf({ shape, values, gamma, beta }: Case) {
  const x = tf.tensor(values, shape);
  return { x, ...(gamma && { gamma: tf.tensor1d(gamma) }), ...(beta && { beta: tf.tensor1d(beta) }) };
}

describeOnBackends('batchNormTraining', () => {
  test('equals the float64 reference on every rank and axis, and makes three tensors', () => {
    fc.assert(
      fc.property(cases, (testCase) => {
        const { shape, axis, values, gamma, beta, epsilon } = testCase;
        const { x, ...affine } = tensorsOf(testCase);
        const result = expectTensorsMade(3, () => batchNormTraining(x, { ...affine, axis, epsilon }));
        const expected = referenceTraining(toBatch(values, shape, axis), gamma, beta, epsilon);
        expect(result.output.shape).toEqual(shape);
        expectClose(result.output.dataSync(), fromBatch(expected.y, shape, axis));
        expectClose(result.mean.dataSync(), expected.mean, 1e-5);
        expectClose(result.variance.dataSync(), expected.variance, 1e-5);
        tf.dispose([x, affine, { ...result }]);
      }),
      { numRuns },
    );
  });

  test('its gradient equals the float64 reference, with and without gamma and beta, and leaks nothing', () => {
    fc.assert(
      fc.property(cases, (testCase) => {
        const { shape, axis, values, upstream, gamma, epsilon } = testCase;
        const tensors = tensorsOf(testCase);
        const names = Object.keys(tensors) as (keyof typeof tensors)[];
        const dy = tf.tensor(upstream, shape);
        const gradients = expectTensorsMade(names.length, () =>
          tf.grads((...inputs: tf.Tensor[]) => {
            const { x, ...affine } = Object.fromEntries(names.map((name, i) => [name, inputs[i]!]));
            return batchNormTraining(x!, { ...affine, axis, epsilon }).output;
          })(
            names.map((name) => tensors[name]!),
            dy,
          ),
        );
        const batch = toBatch(values, shape, axis);
        const { dx, dgamma, dbeta } = referenceGradient(
          batch,
          gamma,
          epsilon,
          toBatch(upstream, shape, axis),
        );
        const expected = { x: fromBatch(dx, shape, axis), gamma: dgamma, beta: dbeta };
        names.forEach((name, i) => expectClose(gradients[i]!.dataSync(), expected[name], 1e-3));
        tf.dispose([tensors, dy, gradients]);
      }),
      { numRuns },
    );
  });

  test('an empty batch gives an empty output, and gradients of zero', () => {
    const x = tf.zeros([0, 3]);
    const gamma = tf.ones([3]);
    const { output, mean, variance } = batchNormTraining(x, { gamma });
    expect(output.shape).toEqual([0, 3]);
    const [dx, dgamma] = tf.grads((x, gamma) => batchNormTraining(x, { gamma: gamma }).output)([x, gamma]);
    expect(dx!.shape).toEqual([0, 3]);
    expect([...dgamma!.dataSync()]).toEqual([0, 0, 0]);
    tf.dispose([x, gamma, output, mean, variance, dx!, dgamma!]);
  });

  test('refuses what it cannot use', () => {
    const x = tf.zeros([2, 3]);
    expect(() => batchNormTraining(x, { gamma: tf.ones([2]) })).toThrow(
      'batchNormTraining: gamma must have shape [3], one value a channel, got [2]',
    );
    expect(() => batchNormTraining(x, { epsilon: 0 })).toThrow(
      'epsilon must be a finite number above 0, got 0',
    );
    expect(() => batchNormTraining(x, { epsilon: NaN })).toThrow('got NaN');
    expect(() => batchNormTraining(x, { epsilson: 1 } as object)).toThrow('Did you mean "epsilon"?');
  });
});
