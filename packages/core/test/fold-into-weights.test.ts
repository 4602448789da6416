import { expect, test } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { batchNormInference } from '../src/batch-norm-inference';
import { foldIntoWeights, type FoldableLayer } from '../src/fold-into-weights';
import { describeOnBackends } from './support/backends';

import { expectClose, expectTensorsMade } from './support/matchers';

interface Layer {
  input: number[];
  kernel: number[];
  channels: number;
  apply: (x: tf.Tensor, kernel: tf.Tensor) => tf.Tensor;
}

/** Each kind of layer on a small input, as TensorFlow.js computes it. */
const layers: Record<FoldableLayer, Layer> = {
  dense: { input: [3, 4], kernel: [4, 5], channels: 5, apply: (x, kernel) => tf.matMul(x, kernel) },
  conv1d: {
    input: [2, 6, 2],
    kernel: [3, 2, 4],
    channels: 4,
    apply: (x, kernel) => tf.conv1d(x as tf.Tensor3D, kernel as tf.Tensor3D, 1, 'same'),
  },
  conv2d: {
    input: [2, 4, 4, 2],
    kernel: [3, 2, 2, 3],
    channels: 3,
    apply: (x, kernel) => tf.conv2d(x as tf.Tensor4D, kernel as tf.Tensor4D, 1, 'same'),
  },
  conv3d: {
    input: [1, 3, 3, 3, 2],
    kernel: [2, 2, 2, 2, 3],
    channels: 3,
    apply: (x, kernel) => tf.conv3d(x as tf.Tensor5D, kernel as tf.Tensor5D, 1, 'same'),
  },
  conv2dTranspose: {
    input: [1, 3, 3, 2],
    kernel: [2, 2, 4, 2],
    channels: 4,
    apply: (x, kernel) =>
      tf.conv2dTranspose(x as tf.Tensor4D, kernel as tf.Tensor4D, [1, 6, 6, 4], 2, 'same'),
  },
  depthwiseConv2d: {
    input: [2, 4, 4, 3],
    kernel: [2, 2, 3, 2],
    channels: 6,
    apply: (x, kernel) => tf.depthwiseConv2d(x as tf.Tensor4D, kernel as tf.Tensor4D, 1, 'same'),
  },
  separableConv1d: {
    input: [2, 5, 3],
    kernel: [1, 3, 4],
    channels: 4,
    apply: (x, kernel) => tf.conv1d(x as tf.Tensor3D, kernel as tf.Tensor3D, 1, 'same'),
  },
  separableConv2d: {
    input: [1, 4, 4, 2],
    kernel: [1, 1, 4, 3],
    channels: 3,
    apply: (x, kernel) => {
      const depthwise = tf.ones<tf.Rank.R4>([2, 2, 2, 2]);
      return tf.separableConv2d(x as tf.Tensor4D, depthwise, kernel as tf.Tensor4D, 1, 'same');
    },
  },
};

const value = fc.double({ min: -2, max: 2, noNaN: true });
const many = (arbitrary: fc.Arbitrary<number>, length: number) =>
  fc.array(arbitrary, { minLength: length, maxLength: length });

describeOnBackends('foldIntoWeights', () => {
  test.each(Object.keys(layers) as FoldableLayer[])('%s: folded equals unfolded', (layer) => {
    const { input, kernel, channels, apply } = layers[layer];
    const size = (shape: number[]) => shape.reduce((a, b) => a * b, 1);
    const weights = fc.record(
      {
        x: many(value, size(input)),
        kernel: many(value, size(kernel)),
        mean: many(value, channels),
        variance: many(fc.double({ min: 0.1, max: 4, noNaN: true }), channels),
        bias: many(value, channels),
        gamma: many(value, channels),
        beta: many(value, channels),
      },
      { requiredKeys: ['x', 'kernel', 'mean', 'variance'] },
    );
    fc.assert(
      fc.property(weights, ({ x, kernel: kernelValues, bias, ...rest }) => {
        tf.tidy(() => {
          const tensors = Object.entries(rest).map(([name, values]) => [name, tf.tensor1d(values)] as const);
          const population = Object.fromEntries(tensors) as unknown as {
            mean: tf.Tensor;
            variance: tf.Tensor;
          };
          const biasTensor = bias && tf.tensor1d(bias);
          const original = tf.tensor(kernelValues, kernel);
          const linear = apply(tf.tensor(x, input), original);
          const unfolded = batchNormInference(biasTensor ? linear.add(biasTensor) : linear, population);
          const folded = foldIntoWeights(original, { layer, bias: biasTensor, ...population });
          const output = apply(tf.tensor(x, input), folded.kernel).add(folded.bias);
          expectClose(output.dataSync(), unfolded.dataSync(), 1e-3);
        });
      }),
      { numRuns: 10 },
    );
  });

  test('makes two tensors, and refuses kernels of another layout', () => {
    const kernel = tf.ones([4, 5]);
    const population = { mean: tf.zeros([5]), variance: tf.ones([5]) };
    tf.dispose({ ...expectTensorsMade(2, () => foldIntoWeights(kernel, { layer: 'dense', ...population })) });
    expect(() => foldIntoWeights(kernel, { layer: 'conv2d', ...population })).toThrow(
      'foldIntoWeights: kernel of conv2d must have shape [height, width, inputs, c], got a tensor of shape [4, 5]',
    );
    expect(() => foldIntoWeights(kernel, { layer: 'lstm', ...population } as never)).toThrow(
      'layer must be one of "dense", "conv1d"',
    );
    expect(() => foldIntoWeights(kernel, { layer: 'dense', ...population, bias: tf.ones([4]) })).toThrow(
      'bias must have shape [5]',
    );
  });
});
