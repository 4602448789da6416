import * as tf from '@tensorflow/tfjs-core';
import type { FoldedWeights } from './folded-weights';
import { removeLayer, soleUser } from './model-graph';
import type { NormPlace } from './norm-place';
import { adaptConfig, channelAxisOf, unwrapped } from './unwrapped-layer';

/** The new kernel, and the gain of its layer's bias, [outputs]. */
type Absorb = (
  kernel: tf.Tensor,
  scale: tf.Tensor,
  shift: tf.Tensor,
) => { kernel: tf.Tensor; bias: tf.Tensor };

/** Kernels that end in [inputs, outputs]: each output is a sum over all inputs and all places before these axes. */
const sumOverInputs: Absorb = (kernel, scale, shift) => ({
  kernel: tf.mul(kernel, tf.expandDims(scale, 1)),
  bias: tf.sum(tf.reshape(tf.mul(kernel, tf.expandDims(shift, 1)), [-1, kernel.shape.at(-1)!]), 0),
});

/** Kernels that end in [inputs, multiplier]: each output is a sum over the places of one input. */
const sumOverPlaces: Absorb = (kernel, scale, shift) => ({
  kernel: tf.mul(kernel, tf.expandDims(scale, 1)),
  bias: tf.reshape(tf.sum(tf.mul(kernel, tf.expandDims(shift, 1)), [0, 1]), [-1]),
});

/** Layers that take in a batch norm before them, by class, with the name of the kernel that does. */
const ways: Record<string, { kernel: string; absorb: Absorb } | undefined> = {
  Dense: { kernel: 'kernel', absorb: sumOverInputs },
  Conv1D: { kernel: 'kernel', absorb: sumOverInputs },
  Conv2D: { kernel: 'kernel', absorb: sumOverInputs },
  Conv3D: { kernel: 'kernel', absorb: sumOverInputs },
  DepthwiseConv2D: { kernel: 'depthwise_kernel', absorb: sumOverPlaces },
};

/**
 * Folds a batch norm layer into the layer after it. With y = scale x + shift for each input channel,
 *
 *     kernel y + bias = (kernel scale) x + (bias + sum(kernel shift))
 *
 * where every output sums over the whole kernel: not at the borders of a convolution that pads with zeros, since batch norm
 * leaves no zeros there.
 *
 * @returns The reason why it does not, if so; then nothing has changed.
 */
export function foldIntoAfter(place: NormPlace, weights: FoldedWeights): string | undefined {
  const { model, modelPath, layer, axis, rank } = place;
  const user = soleUser(model, layer);
  if (user === undefined) return 'what it gives does not go to one layer alone';
  const after = unwrapped(user, modelPath);
  const { className, config } = after;
  const way = ways[className];
  if (way === undefined) return `"${config.name}" after it is a ${className}`;
  if (className !== 'Dense' && config.padding !== 'valid') return `"${config.name}" after it pads its input`;
  if (axis !== channelAxisOf(after, rank))
    return `"${config.name}" after it has its channels on another axis`;
  const folded = tf.tidy(() => {
    const { kernel: scales, bias: shift } = weights.fold(
      tf.ones([1, channelsOf(place)]),
      undefined,
      'dense',
      place,
    );
    const absorbed = way.absorb(weights.get(after, way.kernel)!, tf.reshape(scales, [-1]), shift);
    const bias = weights.get(after, 'bias');
    return { kernel: absorbed.kernel, bias: bias ? tf.add(absorbed.bias, bias) : absorbed.bias };
  });
  weights.set(after, { [way.kernel]: folded.kernel, bias: folded.bias });
  adaptConfig(after);
  // The first layer of a sequential model tells it the shape of its input.
  if (layer.config.batchInputShape) user.config.batchInputShape = layer.config.batchInputShape;
  removeLayer(model, layer);
  return undefined;
}

function channelsOf({ live }: NormPlace): number {
  return live.movingMean.shape[0]!;
}
