import {
  batchNormInference,
  batchNormTraining,
  ghostBatchNormTraining,
  groupNorm,
  movingAverage,
} from '@bnlab/core';
import { dropoutMask, type GraphNode } from '@bnlab/kernels';
import * as tf from '@tensorflow/tfjs-core';
import { activate } from '../neural-net/activation';

/** The variables of one layer, by what they are. */
export type TensorParameters = { readonly [role: string]: tf.Variable };

/** How a batch goes through the network. */
export interface TensorPass {
  /** `training` moves the population averages and drops values; the other two are inference. */
  readonly mode: 'training' | 'population' | 'batch';
  /** Number of the training step, 1 being the first. */
  readonly step: number;
  /** Per block of 8 examples, how many count: what masks of dropout depend on. */
  readonly lanes: readonly number[];
  /** Examples whose statistics are taken together in training; undefined: the batch. */
  readonly ghostBatchSize: number | undefined;
}

type Layer<Kind extends GraphNode['layer']['kind']> = Extract<GraphNode['layer'], { kind: Kind }>;
type Pair = readonly [number, number];

/** The function of a layer on its inputs, [examples, height, width, channels] or [examples, units]. */
export function applyLayer(
  { layer, shape }: GraphNode,
  inputs: readonly tf.Tensor[],
  parameters: TensorParameters,
  pass: TensorPass,
): tf.Tensor {
  const [x] = inputs as [tf.Tensor];
  switch (layer.kind) {
    case 'dense':
      return withBias(tf.matMul(x, parameters.weights as tf.Tensor2D), parameters);
    case 'conv2d':
      return withBias(convolution(x, parameters.weights!, layer), parameters);
    case 'depthwiseConv2d':
      return withBias(depthwise(x, parameters.weights!, layer), parameters);
    case 'maxPooling2d':
      return tf.maxPool(x as tf.Tensor4D, pair(layer.poolSize), pair(layer.stride), layer.padding);
    case 'averagePooling2d':
      return averagePooling(x as tf.Tensor4D, layer);
    case 'globalAveragePooling2d':
      return tf.mean(x, [1, 2]);
    case 'flatten':
      return tf.reshape(x, [x.shape[0], shape.channels]);
    case 'batchNorm':
      return batchNorm(x, parameters, layer, pass);
    case 'groupNorm':
      return groupNorm(x, { ...affineOf(parameters), groups: layer.groups, epsilon: layer.epsilon });
    case 'layerNorm': {
      const pixels = tf.reshape(x, [-1, shape.channels]);
      const normalized = groupNorm(pixels, { ...affineOf(parameters), groups: 1, epsilon: layer.epsilon });
      return tf.reshape(normalized, x.shape);
    }
    case 'activation':
      return activate(x, layer.activation, layer.alpha);
    case 'dropout':
      return pass.mode === 'training' ? tf.mul(x, tf.tensor(dropoutMask(layer, shape, pass), x.shape)) : x;
    case 'add':
      return inputs.reduce((sum, input) => tf.add(sum, input));
    case 'concat':
      return tf.concat([...inputs], -1);
    case 'input':
    case 'softmax':
      return x;
  }
}

function withBias(z: tf.Tensor, { bias }: TensorParameters): tf.Tensor {
  return bias ? tf.add(z, bias) : z;
}

function convolution(x: tf.Tensor, weights: tf.Tensor, layer: Layer<'conv2d'>): tf.Tensor {
  const filters = withGaps(weights as tf.Tensor4D, layer.dilation);
  return tf.conv2d(x as tf.Tensor4D, filters, pair(layer.stride), layer.padding);
}

function depthwise(x: tf.Tensor, weights: tf.Tensor, layer: Layer<'depthwiseConv2d'>): tf.Tensor {
  const filters = withGaps(weights as tf.Tensor4D, layer.dilation);
  return tf.depthwiseConv2d(x as tf.Tensor4D, filters, pair(layer.stride), layer.padding);
}

/** Filters with zeros between their taps: TensorFlow.js knows no gradient of a dilated convolution, nor one with strides. */
function withGaps(filters: tf.Tensor4D, [dilationY, dilationX]: Pair): tf.Tensor4D {
  if (dilationY === 1 && dilationX === 1) return filters;
  const [height, width, ...channels] = filters.shape;
  const size = channels[0] * channels[1];
  const spread = (rows: tf.Tensor2D, dilation: number) =>
    tf.concat([rows, tf.zeros([rows.shape[0], (dilation - 1) * rows.shape[1]])], 1);
  const apartX = spread(tf.reshape(filters, [height * width, size]), dilationX);
  const apart = spread(tf.reshape(apartX, [height, width * dilationX * size]), dilationY);
  const all = tf.reshape(apart, [height * dilationY, width * dilationX, ...channels]);
  const reach = [(height - 1) * dilationY + 1, (width - 1) * dilationX + 1] as const;
  return tf.slice(all, [0, 0, 0, 0], [...reach, ...channels]) as tf.Tensor4D;
}

/**
 * The mean of each window without its padding. TensorFlow.js's gradient divides by the whole window at the edges too, so
 * the padding is written out, and its share taken out of the mean.
 */
function averagePooling(x: tf.Tensor4D, layer: Layer<'maxPooling2d' | 'averagePooling2d'>): tf.Tensor {
  const { poolSize, stride, padding } = layer;
  const pool = (images: tf.Tensor4D) => tf.avgPool(images, pair(poolSize), pair(stride), 'valid');
  if (padding === 'valid') return pool(x);
  const [, height, width] = x.shape;
  const edges = [height, width].map((size, axis) => edgesOf(size, poolSize[axis]!, stride[axis]!));
  const pad = (images: tf.Tensor4D) => tf.pad(images, [[0, 0], edges[0]!, edges[1]!, [0, 0]]);
  const share = pool(pad(tf.ones([1, height, width, 1])));
  return tf.div(pool(pad(x)), share);
}

/** Pixels that TensorFlow's padding `'same'` adds before and after. */
function edgesOf(size: number, window: number, stride: number): [number, number] {
  const missing = Math.max(0, (Math.ceil(size / stride) - 1) * stride + window - size);
  const before = Math.floor(missing / 2);
  return [before, missing - before];
}

function batchNorm(
  x: tf.Tensor,
  parameters: TensorParameters,
  { frozen, momentum, epsilon }: Layer<'batchNorm'>,
  { mode, ghostBatchSize }: TensorPass,
): tf.Tensor {
  const { populationMean, populationVariance } = parameters;
  const options = { ...affineOf(parameters), epsilon };
  if (frozen || mode === 'population') {
    return batchNormInference(x, { ...options, mean: populationMean!, variance: populationVariance! });
  }
  if (mode === 'batch') return batchNormTraining(x, options).output;
  const follow = (mean: tf.Tensor, variance: tf.Tensor) => {
    populationMean!.assign(movingAverage(populationMean!, mean, { momentum }));
    populationVariance!.assign(movingAverage(populationVariance!, variance, { momentum }));
  };
  if (ghostBatchSize === undefined) {
    const { output, mean, variance } = batchNormTraining(x, options);
    follow(mean, variance);
    return output;
  }
  const ghosts = ghostBatchNormTraining(x, { ...options, ghostBatchSize });
  const variances = tf.unstack(ghosts.variance);
  tf.unstack(ghosts.mean).forEach((mean, ghost) => follow(mean, variances[ghost]!));
  return ghosts.output;
}

function affineOf({ gamma, beta }: TensorParameters) {
  return { ...(gamma && { gamma }), ...(beta && { beta }) };
}

/** As TensorFlow.js types it. */
function pair([y, x]: Pair): [number, number] {
  return [y, x];
}
