/** Single convolutions, and networks of them, for convolution-gradients.mjs. */
import * as tf from '@tensorflow/tfjs';
import { batchNormTraining } from '@bnlab/core';

/** Image [batch, height, width, channels], side of the filter, output channels, stride. */
export const convolutions = [
  { image: [64, 28, 28, 4], side: 3, filters: 8, stride: 1 },
  { image: [8, 14, 14, 64], side: 3, filters: 64, stride: 1 },
  { image: [4, 56, 56, 32], side: 3, filters: 32, stride: 2 },
  { image: [2, 7, 7, 256], side: 3, filters: 256, stride: 1 },
];

/** The kernels of one convolution's gradients, with the multiplications and additions that each makes. */
export function kernelsOf({ image, side, filters, stride }) {
  const channels = image[3];
  const filterShape = [side, side, channels, filters];
  const depthwiseShape = [side, side, channels, 1];
  const info = (shape, depthwise) =>
    tf.backend_util.computeConv2DInfo(image, shape, stride, 1, 'same', undefined, depthwise);
  const { outShape } = info(filterShape, false);
  const depthwiseOutShape = info(depthwiseShape, true).outShape;
  const plain = { strides: stride, pad: 'same', dataFormat: 'NHWC' };
  const depthwise = { strides: stride, pad: 'same', dilations: 1 };
  const meetings = outShape[0] * outShape[1] * outShape[2] * side * side * channels;
  return [
    {
      kernel: 'Conv2DBackpropFilter',
      shapes: { x: image, dy: outShape },
      attributes: { ...plain, filterShape },
      operations: 2 * meetings * filters,
    },
    {
      kernel: 'Conv2DBackpropInput',
      shapes: { dy: outShape, filter: filterShape },
      attributes: { ...plain, inputShape: image },
      operations: 2 * meetings * filters,
    },
    {
      kernel: 'DepthwiseConv2dNativeBackpropFilter',
      shapes: { x: image, dy: depthwiseOutShape },
      attributes: { ...depthwise, filterShape: depthwiseShape },
      operations: 2 * meetings,
    },
    {
      kernel: 'DepthwiseConv2dNativeBackpropInput',
      shapes: { dy: depthwiseOutShape, filter: depthwiseShape },
      attributes: { ...depthwise, inputShape: image },
      operations: 2 * meetings,
    },
  ];
}

/** Calls of one kernel on random tensors of the current backend. */
export function callOf({ kernel, shapes, attributes }) {
  const inputs = Object.fromEntries(
    Object.entries(shapes).map(([name, shape], i) => [name, tf.randomNormal(shape, 0, 1, 'float32', i + 1)]),
  );
  return () => tf.dispose(tf.engine().runKernel(kernel, inputs, attributes));
}

/** Networks of 3x3 convolutions on 64 images of 28 x 28, each with batch norm and a relu. */
export const networks = [
  {
    title: 'four convolutions, 8 to 32 filters',
    filters: [8, 16, 16, 32],
    strided: (layer) => layer % 2 === 0,
  },
  {
    title: 'nineteen convolutions, 4 to 76 filters',
    filters: Array.from({ length: 19 }, (_, i) => 4 * (i + 1)),
    strided: (layer) => layer % 3 === 0,
  },
];

/** A step of Adam of such a network, on the current backend. */
export function trainingStep({ filters, strided }) {
  const layers = filters.map((count, i) => ({
    filter: tf.variable(tf.randomNormal([3, 3, filters[i - 1] ?? 1, count], 0, 0.1, 'float32', i + 1)),
    gamma: tf.variable(tf.ones([count])),
    beta: tf.variable(tf.zeros([count])),
    stride: strided(i + 1) ? 2 : 1,
  }));
  const x = tf.randomNormal([64, 28, 28, 1], 0, 1, 'float32', 1);
  const labels = tf.oneHot(tf.range(0, 64, 1, 'int32').mod(tf.scalar(10, 'int32')), 10);
  const side = layers.reduce((length, { stride }) => Math.ceil(length / stride), 28);
  const dense = tf.variable(tf.randomNormal([side * side * filters.at(-1), 10], 0, 0.05, 'float32', 1));
  const optimizer = tf.train.adam(0.002);
  const normalized = (image, { filter, gamma, beta, stride }) =>
    tf.relu(batchNormTraining(tf.conv2d(image, filter, stride, 'same'), { gamma, beta }).output);
  const loss = () => {
    const features = layers.reduce(normalized, x).reshape([64, -1]);
    return tf.losses.softmaxCrossEntropy(labels, features.matMul(dense));
  };
  return () => void optimizer.minimize(loss);
}
