import { expect, test } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';
import { activationFunctions, compiledActivations } from '../../src';

test.each(compiledActivations)('%s is the function of TensorFlow.js, with its slope', async (name) => {
  await tf.ready();
  const reference: Record<typeof name, (x: tf.Tensor) => tf.Tensor> = {
    relu: tf.relu,
    sigmoid: tf.sigmoid,
    tanh: tf.tanh,
    leakyRelu: (x) => tf.leakyRelu(x, 0.2),
    elu: tf.elu,
    gelu: (x) => x.mul(0.5).mul(tf.add(1, x.mul(Math.SQRT1_2).erf())),
    swish: (x) => x.mul(x.sigmoid()),
    identity: (x) => x,
  };
  const { value, slope } = activationFunctions[name];
  const points = [-6, -2.5, -1, -0.3, 0.2, 1, 3, 7];
  const expected = reference[name](tf.tensor1d(points)).dataSync();
  points.forEach((x, i) => expect(value(x)).toBeCloseTo(expected[i]!, 5));
  points.forEach((x) => expect(slope(x)).toBeCloseTo((value(x + 1e-4) - value(x - 1e-4)) / 2e-4, 4));
});
