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

/** The layers whose weights batch normalization can be folded into. */
export type FoldableLayer = keyof typeof kernelLayouts;

/** The batch normalization to fold, and the kind of layer to fold it into. */
export interface FoldIntoWeightsOptions {
  /** The layer before batch normalization. For a separable convolution, pass the pointwise kernel. */
  layer: FoldableLayer;
  /** Bias of the layer, [c]. Default: no bias, as if all zeros. */
  bias?: tf.Tensor | undefined;
  /** Population mean, [c]. */
  mean: tf.Tensor;
  /** Population variance, [c]. */
  variance: tf.Tensor;
  /** Scale, [c]. Default: no scale, as if all ones. */
  gamma?: tf.Tensor | undefined;
  /** Shift, [c]. Default: no shift, as if all zeros. */
  beta?: tf.Tensor | undefined;
  /** Added to the variance before the square root; finite, 0 or more. Default 1e-3. */
  epsilon?: number | undefined;
}

/**
 * Folds batch normalization at inference into the weights of the linear layer before it:
 *
 *     kernel' = kernel * scale
 *     bias'   = beta + (bias - mean) * scale,   where scale = gamma / sqrt(variance + epsilon)
 *
 * At inference batch normalization is x * scale + shift per output channel, which a linear layer absorbs. Nothing may
 * stand between the two, in particular no activation. A layer without a bias needs one to hold the result.
 *
 * @param kernel Kernel of the layer, float32, in the layout of TensorFlow.js.
 * @returns New kernel and bias, to be disposed of by the caller.
 * @throws ArgumentError if an argument is invalid or an option is unknown.
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

/** The shape in which one value per output channel broadcasts along the kernel. */
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
