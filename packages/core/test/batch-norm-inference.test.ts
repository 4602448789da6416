import { expect, test } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { batchNormInference } from '../src/batch-norm-inference';
import { batchNormTraining } from '../src/batch-norm-training';
import { referenceInference } from '../src/reference';
import { describeOnBackends } from './support/backends';
import { cases, fromBatch, toBatch } from './support/cases';
import { expectClose, expectTensorsMade } from './support/matchers';

describeOnBackends('batchNormInference', () => {
  test('equals the float64 reference on every rank and axis, from statistics that are not 0 and 1', () => {
    fc.assert(
      fc.property(cases, ({ shape, axis, values, mean, variance, gamma, beta, epsilon }) => {
        const x = tf.tensor(values, shape);
        const parts = {
          mean: tf.tensor1d(mean),
          variance: tf.tensor1d(variance),
          ...(gamma && { gamma: tf.tensor1d(gamma) }),
          ...(beta && { beta: tf.tensor1d(beta) }),
        };
        const output = expectTensorsMade(1, () => batchNormInference(x, { ...parts, axis, epsilon }));
        const batch = toBatch(values, shape, axis);
        const expected = referenceInference(batch, mean, variance, gamma, beta, epsilon);
        expect(output.shape).toEqual(shape);
        expectClose(output.dataSync(), fromBatch(expected, shape, axis));
        tf.dispose([x, output, parts]);
      }),
    );
  });

  test("equals training when the population's statistics are the batch's", () => {
    fc.assert(
      fc.property(cases, ({ shape, axis, values, epsilon }) => {
        const x = tf.tensor(values, shape);
        const { output, mean, variance } = batchNormTraining(x, { axis, epsilon });
        const inference = batchNormInference(x, { mean, variance, axis, epsilon });
        expectClose(inference.dataSync(), output.dataSync());
        tf.dispose([x, output, mean, variance, inference]);
      }),
    );
  });

  test('has the gradient of an affine function in every tensor', () => {
    const x = tf.tensor2d([[1, 2]]);
    const [mean, variance, gamma, beta] = [
      [0.5, 1],
      [3, 0.25],
      [2, -1],
      [1, 1],
    ].map((v) => tf.tensor1d(v));
    const epsilon = 1;
    const gradients = tf.grads((x, mean, variance, gamma, beta) =>
      batchNormInference(x, { mean: mean, variance: variance, gamma: gamma, beta: beta, epsilon }),
    )([x, mean!, variance!, gamma!, beta!], tf.tensor2d([[1, 1]]));
    const root = Math.sqrt(1.25);
    const expected = [
      [1, -1 / root],
      [-1, 1 / root],
      [-(2 * 0.5) / (2 * 8), 1 / (2 * root ** 3)],
      [0.25, 1 / root],
      [1, 1],
    ];
    gradients.forEach((gradient, i) => expectClose(gradient.dataSync(), expected[i]!, 1e-6));
  });

  test.each([
    { shape: [0, 3], axis: -1 },
    { shape: [2, 3, 0], axis: 1 },
    { shape: [2, 0], axis: -1 },
  ])('an empty tensor of shape $shape stays one', ({ shape, axis }) => {
    const channels = shape.at(axis)!;
    const statistics = { mean: tf.zeros([channels]), variance: tf.ones([channels]) };
    expect(batchNormInference(tf.zeros(shape), { ...statistics, axis }).shape).toEqual(shape);
  });

  test('asks for the statistics by name', () => {
    const x = tf.zeros([2, 3]);
    const options = { mean: tf.zeros([3]) } as unknown as { mean: tf.Tensor; variance: tf.Tensor };
    expect(() => batchNormInference(x, options)).toThrow('variance must be a tensor, got undefined');
  });
});
