import { expect, test } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { batchNormTraining } from '../src/batch-norm-training';
import { referenceGradient, referenceTraining } from '../src/reference';
import { describeOnBackends } from './support/backends';
import { type Case, cases, fromBatch, toBatch } from './support/cases';
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
        expectClose(result.mean.dataSync(), expected.mean);
        expectClose(result.variance.dataSync(), expected.variance);
        tf.dispose([x, affine, { ...result }]);
      }),
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
    );
  });

  test('its gradient can be differentiated again', () => {
    fc.assert(
      fc.property(cases, ({ shape, axis, values, upstream, epsilon }) => {
        tf.tidy(() => {
          const x = tf.tensor(values, shape);
          const direction = tf.tensor(upstream, shape);
          // A scalar function of the gradient whose own derivative is taken in one direction, and by differences.
          const penalty = (x: tf.Tensor) =>
            tf
              .grad((x) => batchNormTraining(x, { axis, epsilon: epsilon + 0.5 }).output.pow(3))(x)
              .square()
              .mean();
          const slope = tf.grad(penalty)(x).mul(direction).sum().dataSync()[0]!;
          const h = 1e-2;
          const [above, below] = [h, -h].map((step) => penalty(x.add(direction.mul(step))).dataSync()[0]!);
          const differences = (above! - below!) / (2 * h);
          expectClose([slope], [differences], 0.05);
        });
      }),
    );
  });

  test('keeps its accuracy at mean 1e6, deviation 1, 50,000 values, forward and backward', () => {
    const values = Float32Array.from({ length: 50_000 }, (_, i) => 1e6 + 2 * Math.sin(i) * Math.SQRT1_2);
    const upstream = Array.from(values, (_, i) => Math.cos(i) + Math.sin(i));
    const batch = Array.from(values, (v) => [v]);
    const exact = referenceTraining(batch, undefined, undefined, 1e-3);
    const exactGradient = referenceGradient(
      batch,
      undefined,
      1e-3,
      upstream.map((g) => [g]),
    );
    tf.tidy(() => {
      const x = tf.tensor2d(values, [50_000, 1]);
      const f = tf.valueAndGrad((x: tf.Tensor) => batchNormTraining(x).output);
      const { value, grad } = f(x, tf.tensor2d(upstream, [50_000, 1]));
      expectClose(value.dataSync(), exact.y.flat(), 1e-5);
      expectClose(grad.dataSync(), exactGradient.dx.flat(), 1e-4);
    });
  });

  test('a value that is not a number makes its channel not a number, and no other', () => {
    const x = tf.tensor2d([1, NaN, 3, 4, 5, 6], [3, 2]).tile([5000, 1]);
    const { output, mean, variance } = batchNormTraining(x);
    expect([...mean.dataSync()]).toEqual([3, NaN]);
    expect([...variance.dataSync()].map(Number.isNaN)).toEqual([false, true]);
    const [first, second] = [0, 1].map((c) => Array.from(output.slice([0, c], [-1, 1]).dataSync()));
    expect(first!.some(Number.isNaN)).toBe(false);
    expect(second!.every(Number.isNaN)).toBe(true);
  });

  test.each([
    { shape: [0, 3], axis: -1 },
    { shape: [2, 3, 0], axis: 1 },
    { shape: [0, 2, 3, 4], axis: 2 },
    { shape: [2, 0], axis: -1 },
  ])('an empty batch of shape $shape gives an empty output, and gradients of zero', ({ shape, axis }) => {
    tf.tidy(() => {
      const x = tf.zeros(shape);
      const gamma = tf.ones([shape.at(axis)!]);
      const { output, mean, variance } = batchNormTraining(x, { gamma, axis });
      expect(output.shape).toEqual(shape);
      const zeros = Array.from(gamma.dataSync(), () => 0);
      expect([...mean.dataSync()]).toEqual(zeros);
      expect([...variance.dataSync()]).toEqual(zeros);
      const gradients = tf.grads((x, gamma) => batchNormTraining(x, { gamma, axis }).output)([x, gamma]);
      expect(gradients[0]!.shape).toEqual(shape);
      expect([...gradients[1]!.dataSync()]).toEqual(zeros);
    });
  });

  test('refuses what it cannot use', () => {
    const x = tf.zeros([2, 3]);
    expect(() => batchNormTraining(x, { gamma: tf.ones([2]) })).toThrow(
      'batchNormTraining: gamma must have shape [3], one value per channel, got [2]',
    );
    expect(() => batchNormTraining(x, { epsilon: -1e-3 })).toThrow(
      'epsilon must be a finite number of at least 0, got -0.001',
    );
    expect(() => batchNormTraining(x, { epsilon: NaN })).toThrow('got NaN');
    expect(() => batchNormTraining(x, { epsilson: 1 } as object)).toThrow('Did you mean "epsilon"?');
  });
});
