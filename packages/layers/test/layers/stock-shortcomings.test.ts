import { describe, expect, jest, test } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';
import { batchNormalization } from '../../src';
import { describeOnBackends, useBackendInTests } from '../helpers/backends';
import { expectClose } from '../helpers/expect-close';

/*
 * Where `tf.layers.batchNormalization` of TensorFlow.js 4.22 is wrong, beside this package's layer on the same input. What
 * the stock layer does is asserted as well, so that a release that mends it shows here.
 */

const stock = tf.layers.batchNormalization;

const values = (tensor: unknown) => Array.from((tensor as tf.Tensor).dataSync());
const train = (layer: tf.layers.Layer, x: tf.Tensor) => layer.apply(x, { training: true }) as tf.Tensor;
/** moving_mean and moving_variance, the last two weights of either layer. */
const movingStatistics = (layer: tf.layers.Layer) => layer.getWeights().slice(-2).map(values);

describeOnBackends('channels on another axis than the last', () => {
  // https://github.com/tensorflow/tfjs/issues/1106
  test('inference', () => {
    const x = tf.tensor4d([10, 10, 20, 20], [1, 2, 1, 2]);
    const infer = (layer: tf.layers.Layer) => {
      layer.build([null, 2, 1, 2]);
      layer.setWeights([tf.ones([2]), tf.zeros([2]), tf.tensor1d([10, 20]), tf.ones([2])]);
      return values(layer.apply(x));
    };
    expectClose(infer(stock({ axis: 1 })), [0, -9.995, 9.995, 0]);
    expectClose(infer(batchNormalization({ axis: 1 })), [0, 0, 0, 0]);
  });

  test('training', () => {
    const x = tf.tensor4d([1, 3, 10, 30], [1, 2, 1, 2]);
    const normalized = [-1, 1, -1, 1];
    const theirs = values(train(stock({ axis: 1 }), x));
    expect(Math.max(...theirs.map((value, i) => Math.abs(value - normalized[i]!)))).toBeGreaterThan(0.5);
    expectClose(train(batchNormalization({ axis: 1 }), x), normalized, 1e-2);
  });

  // https://github.com/tensorflow/tfjs/issues/1773
  test('the gradient', () => {
    const x = tf.randomNormal([4, 3, 5, 1]);
    const gradient = (layer: tf.layers.Layer) => () => tf.grad((x) => train(layer, x).square())(x);
    expect(gradient(stock({ axis: 1 }))).toThrow('Size(60) must match the product of shape 1,3,1');
    expect(gradient(batchNormalization({ axis: 1 }))().shape).toEqual([4, 3, 5, 1]);
  });
});

describeOnBackends('without gamma or beta', () => {
  // https://github.com/tensorflow/tfjs/issues/2868
  test.each([{ scale: false }, { center: false }, { scale: false, center: false }])(
    'training with %j',
    (config) => {
      const x = tf.tensor2d([1, 3], [2, 1]);
      expect(() => train(stock(config), x)).toThrow("Cannot read properties of undefined (reading 'read')");
      expectClose(train(batchNormalization(config), x), [-0.9995, 0.9995]);
    },
  );
});

describe('the rest', () => {
  useBackendInTests('cpu');

  // https://github.com/keras-team/keras/issues/9522
  test('a frozen layer in training', () => {
    const x = tf.tensor2d([1, 3], [2, 1]);
    const [theirs, ours] = [stock({ trainable: false }), batchNormalization({ trainable: false })];
    expectClose(train(theirs, x), [-0.9995, 0.9995]);
    expectClose(movingStatistics(theirs).flat(), [0.02, 1]);
    expectClose(train(ours, x), [0.9995, 2.9985]);
    expectClose(movingStatistics(ours).flat(), [0, 1]);
  });

  // https://github.com/tensorflow/tfjs/issues/5843
  test('rank 5, after a conv3d', () => {
    const x = tf.randomNormal([2, 2, 2, 2, 3]);
    expect(() => stock().apply(x)).toThrow('batchNormalization is not implemented for array of rank 5');
    expectClose(batchNormalization().apply(x) as tf.Tensor, x.div(Math.sqrt(1.001)));
    expectClose(train(batchNormalization(), x).mean(), [0]);
  });

  // https://github.com/tensorflow/tensorflow/issues/30161
  test('padding that a Masking layer masks', () => {
    const x = tf.tensor3d([1, 2, 0, 3, 0, 0], [2, 3, 1]);
    const meanOf = (layer: tf.layers.Layer) => {
      const model = tf.sequential({ layers: [tf.layers.masking({ inputShape: [3, 1] }), layer] });
      model.apply(x, { training: true });
      return movingStatistics(layer)[0]!;
    };
    expectClose(meanOf(stock({ momentum: 0 })), [1]);
    expectClose(meanOf(batchNormalization({ momentum: 0 })), [2]);
  });

  // https://github.com/tensorflow/tfjs/issues/3152
  test('training: true where the model is put together', () => {
    const x = tf.tensor2d([1, 3], [2, 1]);
    const predict = (layer: tf.layers.Layer) => {
      const input = tf.input({ shape: [1] });
      const output = layer.apply(input, { training: true }) as tf.SymbolicTensor;
      return tf.model({ inputs: input, outputs: output }).predict(x) as tf.Tensor;
    };
    expectClose(predict(stock()), [0.9995, 2.9985]);
    expectClose(predict(batchNormalization()), [-0.9995, 0.9995]);
  });

  // https://github.com/pytorch/pytorch/issues/88474
  test('one NaN in one batch', () => {
    const batches = [tf.tensor2d([1, 3], [2, 1]), tf.tensor2d([NaN, 3], [2, 1]), tf.tensor2d([1, 3], [2, 1])];
    const warn = jest.spyOn(console, 'warn').mockImplementation(() => {});
    const meanAfter = (layer: tf.layers.Layer) => {
      batches.forEach((batch) => train(layer, batch));
      return movingStatistics(layer)[0]![0];
    };
    expect(meanAfter(stock({ momentum: 0.5 }))).toBeNaN();
    expect(meanAfter(batchNormalization({ momentum: 0.5 }))).toBe(1.5);
    expect(warn).toHaveBeenCalledTimes(1);
    warn.mockRestore();
  });

  // https://github.com/pytorch/pytorch/issues/4534
  test('a batch of one example', () => {
    const theirs = stock({ momentum: 0.5 });
    expectClose(train(theirs, tf.tensor2d([3], [1, 1])), [0]);
    expectClose(movingStatistics(theirs)[1]!, [0.5]);
    const warn = jest.spyOn(console, 'warn').mockImplementation(() => {});
    const ours = batchNormalization({ momentum: 0.5 });
    expectClose(train(ours, tf.tensor2d([3], [1, 1])), [0]);
    expect(movingStatistics(ours)).toEqual([[0], [1]]);
    expect(warn).toHaveBeenCalledTimes(1);
    warn.mockRestore();
  });

  test('an empty batch', () => {
    const [theirs, ours] = [stock({ momentum: 0.5 }), batchNormalization({ momentum: 0.5 })];
    [theirs, ours].forEach((layer) => train(layer, tf.zeros([0, 1])));
    expect(movingStatistics(theirs)).not.toEqual([[0], [1]]);
    expect(movingStatistics(ours)).toEqual([[0], [1]]);
  });

  test.each([{ momentum: 5 }, { epsilon: -1 }, { momentm: 0.9 }])('the options %j', (config) => {
    expect(() => stock(config)).not.toThrow();
    expect(() => batchNormalization(config)).toThrow('batchNormalization: ');
  });

  // The stock documentation says sqrt(variance) + epsilon, which would be 1.5 here.
  test('where epsilon goes', () => {
    const x = tf.tensor2d([1], [1, 1]);
    expectClose(stock({ epsilon: 0.5 }).apply(x) as tf.Tensor, [1 / Math.sqrt(1.5)]);
    expectClose(batchNormalization({ epsilon: 0.5 }).apply(x) as tf.Tensor, [1 / Math.sqrt(1.5)]);
  });
});

describe('a large offset on the WebAssembly backend', () => {
  useBackendInTests('wasm');

  test('mean 1e6 and deviation 1 over 50,000 values', () => {
    const x = tf.randomNormal([50_000, 1], 0, 1, 'float32', 1).add(1e6);
    const options = { momentum: 0, movingVarianceInitializer: 'zeros' } as const;
    const [theirs, ours] = [stock(options), batchNormalization(options)];
    [theirs, ours].forEach((layer) => train(layer, x));
    expect(Math.abs(movingStatistics(theirs)[0]![0]! - 1e6)).toBeGreaterThan(100);
    expect(movingStatistics(theirs)[1]![0]).toBeGreaterThan(10_000);
    expectClose(movingStatistics(ours)[0]!, [1e6], 1e-6);
    expectClose(movingStatistics(ours)[1]!, [1], 0.02);
  });
});
