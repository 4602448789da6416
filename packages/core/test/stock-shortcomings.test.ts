import { expect, test } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';
import { batchNormInference } from '../src/batch-norm-inference';
import { batchNormTraining } from '../src/batch-norm-training';
import { describeOnBackends } from './support/backends';
import { expectClose } from './support/matchers';

/** Where TensorFlow.js 4.22 gives wrong numbers or none, and what users asked for. */
describeOnBackends('where the stock operation fails', () => {
  // https://github.com/tensorflow/tfjs/issues/1106
  test('channels first: each value is normalized with the statistics of its own channel', () => {
    const x = tf.tensor4d([10, 10, 20, 20], [1, 2, 1, 2]);
    const [mean, variance] = [tf.tensor1d([10, 20]), tf.tensor1d([1, 1])];
    expectClose(batchNormInference(x, { mean, variance, axis: 1 }).dataSync(), [0, 0, 0, 0], 1e-5);
    expectClose(tf.batchNorm(x, mean, variance).dataSync(), [0, -9.995, 9.995, 0], 1e-3);
  });

  // https://github.com/tensorflow/tfjs/issues/1773
  test('channels first: there is a gradient', () => {
    const x = tf.randomNormal([4, 3, 5], 0, 1, 'float32', 1);
    const gradient = tf.grad((x) => batchNormTraining(x, { axis: 1 }).output.square())(x);
    expect(gradient.shape).toEqual([4, 3, 5]);
    const [offset, scale] = [tf.zeros<tf.Rank.R3>([1, 3, 1]), tf.ones<tf.Rank.R3>([1, 3, 1])];
    const stock = (x: tf.Tensor) => {
      const { mean, variance } = tf.moments(x, [0, 2], true);
      return tf.batchNorm(x, mean as tf.Tensor3D, variance as tf.Tensor3D, offset, scale).square();
    };
    expect(() => tf.grad(stock)(x)).toThrow('must match the product of shape');
  });

  // https://github.com/tensorflow/tfjs/issues/2868
  test('without gamma there is a gradient', () => {
    const x = tf.randomNormal([4, 3], 0, 1, 'float32', 1);
    const [gamma, beta] = [tf.ones([3]), tf.zeros([3])];
    const withoutGamma = tf.grad((x) => batchNormTraining(x, { beta }).output.pow(3))(x);
    const withOnes = tf.grad((x) => batchNormTraining(x, { gamma, beta }).output.pow(3))(x);
    expectClose(withoutGamma.dataSync(), withOnes.dataSync());
  });

  // https://github.com/tensorflow/tfjs/issues/2504
  test('five axes are no more than four', () => {
    const x = tf.randomNormal([2, 3, 2, 2, 4], 0, 1, 'float32', 1);
    const five = batchNormTraining(x).output;
    const two = batchNormTraining(x.reshape([24, 4])).output;
    expectClose(five.dataSync(), two.dataSync());
  });
});
