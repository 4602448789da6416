import * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';
import { ArgumentError } from '@bnlab/arguments';

/** The properties of a layer that decide whether its output has a mask. */
type GraphLayer = tfl.layers.Layer & {
  /** Of recurrent layers. */
  returnSequences?: boolean;
  /** Of embeddings. */
  maskZero?: boolean;
};

/**
 * Whether a tensor of a model's graph comes with a mask.
 *
 * TensorFlow.js hands its layers a mask as part of an object that all layers of a model share, and leaves it there: a layer
 * is also given the mask of an earlier one that has nothing to do with its own input. So the graph has to tell. Inside a
 * model that is itself a layer, or past a layer that this function does not know, it cannot.
 */
function hasMask(tensor: tfl.SymbolicTensor): boolean | 'unknown' {
  const layer = tensor.sourceLayer as GraphLayer;
  switch (layer.getClassName()) {
    case 'Masking':
      return true;
    case 'Embedding':
      return layer.maskZero === true;
    case 'InputLayer':
      return 'unknown';
  }
  if (!layer.supportsMasking || layer.returnSequences === false) return false;
  const inputs = tensor.inputs.map(hasMask);
  if (inputs.includes(true)) return true;
  return inputs.includes('unknown') ? 'unknown' : false;
}

/** A layer's call, as far as its mask goes. */
export interface MaskedCall {
  layer: tfl.layers.Layer;
  x: tf.Tensor;
  /** The mask passed to the call, if any: that of this input or a stray one. */
  mask: tf.Tensor | tf.Tensor[] | null | undefined;
  /** Whether a model made the call, and not the user. */
  isFromModel: boolean;
  /** The channel axes, which a mask must not cover. */
  channelAxes: readonly number[];
  /** The `masked` option; `undefined` where it is left out. */
  masked: boolean | undefined;
}

/**
 * 1 where a position of the layer's input counts and 0 where it is masked, in the shape of the first axes of x;
 * `undefined` if the input has no mask.
 *
 * @throws ArgumentError if the mask covers a channel axis or has another shape than the input, or if it cannot be told
 *   whether it belongs to this input.
 */
export function positionWeights(functionName: string, call: MaskedCall): tf.Tensor | undefined {
  const { x } = call;
  const mask = Array.isArray(call.mask) ? call.mask[0] : call.mask;
  if (!mask || !isOwnMask(functionName, mask, call)) return undefined;
  const axes = call.channelAxes.map((axis) => (axis < 0 ? axis + x.rank : axis));
  if (fits(mask, x) && axes.every((axis) => axis >= mask.rank)) return tf.cast(mask, 'float32');
  const shapes = `mask of shape ${show(mask)} for input of shape ${show(x)}`;
  throw new ArgumentError(
    functionName,
    `mask must cover the first axes of the input, none of them a channel axis, got a ${shapes}`,
  );
}

function isOwnMask(
  functionName: string,
  mask: tf.Tensor,
  { layer, x, isFromModel, masked }: MaskedCall,
): boolean {
  if (masked !== undefined) return masked;
  if (!isFromModel || layer.inboundNodes.length === 0) return true;
  const answers = new Set(layer.inboundNodes.flatMap((node) => node.inputTensors.map(hasMask)));
  const [answer] = answers;
  if (answers.size === 1 && typeof answer === 'boolean') return answer;
  // A mask of another shape belongs to another layer.
  if (!fits(mask, x)) return false;
  throw new ArgumentError(
    functionName,
    `masked must be true or false for ${layer.name}: a mask of shape ${show(mask)} reaches it that may be another layer's`,
  );
}

/** Whether a mask has one value for each position along the first axes of x. */
function fits(mask: tf.Tensor, x: tf.Tensor): boolean {
  return mask.rank < x.rank && mask.shape.every((size, axis) => size === x.shape[axis]);
}

function show({ shape }: tf.Tensor): string {
  return `[${shape.join(', ')}]`;
}
