import type * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';
import { ArgumentError } from '@bnlab/arguments';

/** What TensorFlow.js hands to a layer's `call`. */
export type LayerInputs = tf.Tensor | tf.Tensor[];

/** What TensorFlow.js hands to a layer's `call` beside the inputs. */
export interface CallOptions {
  training?: boolean | undefined;
  mask?: tf.Tensor | tf.Tensor[] | null | undefined;
}

/** The one input of a layer that takes one. */
export function singleInput(functionName: string, inputs: LayerInputs): tf.Tensor {
  if (!Array.isArray(inputs)) return inputs;
  if (inputs.length === 1) return inputs[0]!;
  throw new ArgumentError(functionName, `inputs must be one tensor, got ${inputs.length}`);
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
  // Keras 3 describes the type by a policy; these layers compute in float32 whatever the policy.
  if (typeof options.dtype !== 'string') delete options.dtype;
  return options;
}
