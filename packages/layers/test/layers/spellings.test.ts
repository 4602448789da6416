import { expect, test } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';
import { batchMoments, batchNormTraining, normalize, scaleShift } from '@bnlab/core';
import fc from 'fast-check';
import { batchNormalization } from '../../src';
import { describeOnBackends } from '../helpers/backends';
import { expectClose } from '../helpers/expect-close';

interface Options {
  gamma: tf.Tensor;
  beta: tf.Tensor;
  axis: number;
  epsilon: number;
}

/** Batch normalization in training, in the three ways that these packages spell it. */
const spellings: Record<string, (x: tf.Tensor, options: Options) => tf.Tensor> = {
  layer(x, { gamma, beta, axis, epsilon }) {
    const layer = batchNormalization({ axis, epsilon });
    layer.build(x.shape);
    // So that gradients reach them.
    Object.assign(layer.gamma!, { read: () => gamma });
    Object.assign(layer.beta!, { read: () => beta });
    return layer.apply(x, { training: true }) as tf.Tensor;
  },
  operation: (x, options) => batchNormTraining(x, options).output,
  equations(x, { gamma, beta, axis, epsilon }) {
    const { mean, variance } = batchMoments(x, { axis });
    return scaleShift(normalize(x, { mean, variance, axis, epsilon }), { gamma, beta, axis });
  },
};

const cases = fc
  .array(fc.integer({ min: 1, max: 4 }), { minLength: 2, maxLength: 6 })
  .chain((shape) =>
    fc.record({
      shape: fc.constant(shape),
      axis: fc.integer({ min: -shape.length, max: shape.length - 1 }),
      seed: fc.integer({ min: 1, max: 1e6 }),
      epsilon: fc.constantFrom(1e-3, 1e-2, 1),
    }),
  )
  // One value a channel is refused, and the gradient of its square root is nothing but rounding.
  .filter(({ shape, axis }) => shape.reduce((a, b) => a * b, 1) / shape.at(axis)! > 3);

describeOnBackends('the layer, the operation and the equations', () => {
  test('give the same output and the same gradients, on every axis of every rank', () => {
    fc.assert(
      fc.property(cases, ({ shape, axis, seed, epsilon }) => {
        tf.tidy(() => {
          const channels = shape.at(axis)!;
          const x = tf.randomNormal(shape, 2, 3, 'float32', seed);
          const dy = tf.randomNormal(shape, 0, 1, 'float32', seed + 1);
          const gamma = tf.randomUniform([channels], -2, 2, 'float32', seed + 2);
          const beta = tf.randomUniform([channels], -2, 2, 'float32', seed + 3);
          const results = Object.entries(spellings).map(([name, spell]) => {
            const f = (x: tf.Tensor, gamma: tf.Tensor, beta: tf.Tensor) =>
              spell(x, { gamma, beta, axis, epsilon });
            return { name, tensors: [f(x, gamma, beta), ...tf.grads(f)([x, gamma, beta], dy)] };
          });
          const [{ tensors: expected }, ...others] = results as [(typeof results)[0], ...typeof results];
          expect(expected.map((tensor) => tensor.shape)).toEqual([shape, shape, [channels], [channels]]);
          for (const { tensors } of others) {
            tensors.forEach((tensor, i) => expectClose(tensor, expected[i]!, 1e-3));
          }
        });
      }),
    );
  });
});
