import * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';
import { ArgumentError, show } from '@bnlab/arguments';
import { otherCopyError } from '../tensorflow-copies';

type LayerArgs = NonNullable<ConstructorParameters<typeof tfl.layers.Layer>[0]>;

/** The inputs that TensorFlow.js passes to a layer's `call`. */
export type LayerInputs = tf.Tensor | tf.Tensor[];

/** The further arguments that TensorFlow.js passes to a layer's `call`. */
export interface CallOptions {
  training?: boolean | undefined;
  /** Whether the model is being fitted, where `training` is the word of the call and not the model's. */
  isFitting?: boolean | undefined;
  mask?: tf.Tensor | tf.Tensor[] | null | undefined;
  /** The name of the set of statistics that batch norm uses and moves in this call. Default: the one in use. */
  statistics?: string | undefined;
}

/** The one input of a layer that takes one. */
export function singleInput(functionName: string, inputs: LayerInputs): tf.Tensor {
  if (!Array.isArray(inputs)) return inputs;
  if (inputs.length === 1) return inputs[0]!;
  throw new ArgumentError(functionName, `inputs must be one tensor, got ${inputs.length}`);
}

/** The same in float32; layers compute in it whatever they are given. */
export function floatInput(functionName: string, inputs: LayerInputs): tf.Tensor {
  const input: unknown = singleInput(functionName, inputs);
  if (!(input instanceof tf.Tensor)) {
    if (typeof input === 'object' && input !== null && 'sourceLayer' in input) {
      throw otherCopyError(functionName, 'input');
    }
    const problem = `input must be a tensor of the TensorFlow.js that this package uses, got ${show(input)}`;
    const fix = 'if there is another copy of TensorFlow.js in this program, load it once';
    throw new ArgumentError(functionName, `${problem}; ${fix}`);
  }
  const tensor = input as tf.Tensor;
  return tensor.dtype === 'float32' ? tensor : tf.cast(tensor, 'float32');
}

/** The one input shape of a layer that takes one input. */
export function singleShape(shape: tfl.Shape | tfl.Shape[]): tfl.Shape {
  return Array.isArray(shape[0]) ? shape[0] : (shape as tfl.Shape);
}

/** The options that every layer has. */
export const layerOptionNames = [
  'name',
  'trainable',
  'weights',
  'inputShape',
  'batchInputShape',
  'batchSize',
  'inputDType',
  'dtype',
] as const;

/**
 * The options in a saved layer's configuration, without what else TensorFlow.js and Keras write there, and without those
 * that are `null`, which is Python's way to leave them out.
 */
export function knownOptions(
  saved: tf.serialization.ConfigDict,
  names: readonly string[],
): tf.serialization.ConfigDict {
  const isKept = ([name, value]: [string, unknown]) => names.includes(name) && value !== null;
  const options: tf.serialization.ConfigDict = Object.fromEntries(Object.entries(saved).filter(isKept));
  return options;
}

/** Types that TensorFlow.js has. */
const DTYPES = ['float32', 'int32', 'bool', 'complex64', 'string'];

/**
 * A layer's options for the constructor of `tf.layers.Layer`. Keras's types and policies of half and double precision,
 * such as `'float64'` and `'mixed_float16'`, are taken as float32, which is what the layers compute in.
 */
export function withKnownDtype(config: object = {}): LayerArgs {
  const { dtype } = config as { dtype?: unknown };
  const isKnown = dtype == null || DTYPES.includes(dtype as string);
  return isKnown ? config : { ...config, dtype: 'float32' };
}
