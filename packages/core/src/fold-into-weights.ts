import * as tf from '@tensorflow/tfjs-core';
import { ArgumentError, checkChoice, checkOptions, show } from '@bnlab/arguments';
import { checkEpsilon, checkPerChannel, checkTensor } from './arguments';

/** How the kernel of each kind of layer is laid out. `c` is the axis, or pair of axes, of the layer's output channels. */
const kernelLayouts = {
  dense: '[inputs, c]',
  conv1d: '[width, inputs, c]',
  conv2d: '[height, width, inputs, c]',
  conv3d: '[depth, height, width, inputs, c]',
  conv2dTranspose: '[height, width, c, inputs]',
  depthwiseConv2d: '[height, width, c / multiplier, multiplier]',
  separableConv1d: '[1, inputs * multiplier, c]',
  separableConv2d: '[1, 1, inputs * multiplier, c]',
} as const;

/** The kinds of layers whose weights take batch norm in. */
export type FoldableLayer = keyof typeof kernelLayouts;

/** The batch norm to fold, and the kind of layer that it goes into. */
export interface FoldIntoWeightsOptions {
  /** The layer before the batch norm. Of a separable convolution, `kernel` is the pointwise one. */
  layer: FoldableLayer;
  /** The layer's bias, [c]. Default: none, as if all zeros. */
  bias?: tf.Tensor | undefined;
  /** The population's mean, [c]. */
  mean: tf.Tensor;
  /** The population's variance, [c]. */
  variance: tf.Tensor;
  /** Scale, [c]. Default: no scale, as if all ones. */
  gamma?: tf.Tensor | undefined;
  /** Shift, [c]. Default: no shift, as if all zeros. */
  beta?: tf.Tensor | undefined;
  /** Added to the variance before the root; finite, above 0. Default 1e-3. */
  epsilon?: number | undefined;
}

/**
 * The weights of one layer that does what a linear layer and the batch norm after it do together at inference:
 *
 *     kernel' = kernel * scale
 *     bias'   = beta + (bias - mean) * scale,   where scale = gamma / sqrt(variance + epsilon)
 *
 * since batch norm is by then x * scale + shift for each output channel. There must be nothing between the two, no
 * activation in particular, and the layer must get a bias if it had none.
 *
 * @param kernel The layer's kernel, float32, in TensorFlow.js's layout.
 * @returns New kernel and bias, to be disposed of by the caller.
 * @throws ArgumentError if an argument is not as described, or an option's name is not known.
 */
export function foldIntoWeights(
  kernel: tf.Tensor,
  options: FoldIntoWeightsOptions,
): { kernel: tf.Tensor; bias: tf.Tensor1D } {
  const known = ['layer', 'bias', 'mean', 'variance', 'gamma', 'beta', 'epsilon'];
  checkOptions('foldIntoWeights', options, known);
  const { layer, bias, mean, variance, gamma, beta, epsilon = 1e-3 } = options;
  const channelShape = channelShapeOf(kernel, layer);
  const channels = channelShape.reduce((product, size) => product * size, 1);
  checkEpsilon('foldIntoWeights', epsilon);
  checkPerChannel('foldIntoWeights', 'mean', mean, channels);
  checkPerChannel('foldIntoWeights', 'variance', variance, channels);
  for (const [name, value] of Object.entries({ bias, gamma, beta })) {
    if (value !== undefined) checkPerChannel('foldIntoWeights', name, value, channels);
  }
  return tf.tidy(() => {
    const inverseDeviation = tf.rsqrt(tf.add(variance, epsilon));
    const scale = gamma ? tf.mul(inverseDeviation, gamma) : inverseDeviation;
    const centered = bias ? tf.sub(bias, mean) : tf.neg(mean);
    const shifted = tf.mul<tf.Tensor1D>(centered, scale);
    return {
      kernel: tf.mul(kernel, tf.reshape(scale, channelShape)),
      bias: beta ? tf.add(shifted, beta) : shifted,
    };
  });
}

/** One value an output channel, in the shape that broadcasts along the kernel. */
function channelShapeOf(kernel: tf.Tensor, layer: FoldableLayer): number[] {
  checkChoice('foldIntoWeights', 'layer', layer, Object.keys(kernelLayouts) as FoldableLayer[]);
  const layout = kernelLayouts[layer];
  checkTensor('foldIntoWeights', 'kernel', kernel);
  const rank = layout.split(',').length;
  if (kernel.rank !== rank) {
    throw new ArgumentError(
      'foldIntoWeights',
      `kernel of ${layer} must have shape ${layout}, got ${show(kernel)}`,
    );
  }
  if (layer === 'depthwiseConv2d') return kernel.shape.slice(-2);
  return layer === 'conv2dTranspose' ? [kernel.shape.at(-2)!, 1] : kernel.shape.slice(-1);
}
