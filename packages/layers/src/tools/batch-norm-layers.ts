import type * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { ArgumentError } from '@bnlab/arguments';
import { otherCopyError, versionOfModel } from '../tensorflow-copies';
import { isDisposed } from '../is-disposed';
import { BatchNormalization } from '../layers/batch-normalization';
import { axesOf } from '../layers/batch-normalization-config';
import { layersByPath } from './layer-paths';

/** The common interface of this package's batch norm layer and the stock one. */
export type AnyBatchNormalization = tfl.layers.Layer &
  Pick<BatchNormalization, 'axis' | 'epsilon' | 'gamma' | 'beta' | 'movingMean' | 'movingVariance'>;

/** The batch norm layers of a model by path, stock or not, each once. */
export function batchNormLayers(model: tfl.LayersModel): Map<string, AnyBatchNormalization> {
  const found = new Map<string, AnyBatchNormalization>();
  for (const [path, layer] of layersByPath(model)) {
    if (isBatchNormalization(layer) && ![...found.values()].includes(layer)) found.set(path, layer);
  }
  return found;
}

export function isBatchNormalization(layer: tfl.layers.Layer): layer is AnyBatchNormalization {
  return layer.getClassName() === 'BatchNormalization';
}

/** The channel axes of a built layer, counted from the start, in ascending order. */
export function channelAxes({ axis, inputSpec }: AnyBatchNormalization): number[] {
  const rank = inputSpec[0]!.ndim!;
  return axesOf(axis)
    .map((axis) => (axis < 0 ? axis + rank : axis))
    .sort((a, b) => a - b);
}

/** Refuses anything but a `tf.LayersModel` with weights. */
export function checkModel(functionName: string, model: unknown): asserts model is tfl.LayersModel {
  if (!(model instanceof tfl.LayersModel)) {
    if (isOfOtherCopy(model)) {
      throw otherCopyError(functionName, 'model', versionOfModel(model));
    }
    const fix =
      'a graph model has no layers: load the model with tf.loadLayersModel, from a file saved as such';
    throw new ArgumentError(functionName, `model must be a tf.LayersModel; ${fix}`);
  }
  // A sequential model has none until it knows the shape of its input.
  if (model.inputs?.length > 0) return checkWeights(functionName, model);
  const fix = 'give its first layer an inputShape';
  throw new ArgumentError(
    functionName,
    `model must be built, got one whose input shape is not known; ${fix}`,
  );
}

function checkWeights(functionName: string, model: tfl.LayersModel): void {
  // Reading a weight that knows that it is disposed of throws as well.
  const variables = model.weights.map((weight) => (weight as unknown as { val: tf.Variable }).val);
  if (!variables.some(isDisposed)) return;
  const problem = 'model must have its weights, got one whose weights have been disposed of';
  throw new ArgumentError(functionName, `${problem}; make it, or load it, again`);
}

/** Two copies of TensorFlow.js in one program have a class of models each. */
function isOfOtherCopy(model: unknown): model is tfl.LayersModel {
  const { layers, getClassName } = (model ?? {}) as Partial<tfl.LayersModel>;
  return Array.isArray(layers) && typeof getClassName === 'function';
}

/** The batch norm layers of a model by path, of which there must be one at least. */
export function requireBatchNormLayers(
  functionName: string,
  model: unknown,
): Map<string, AnyBatchNormalization> {
  checkModel(functionName, model);
  const layers = batchNormLayers(model);
  if (layers.size > 0) return layers;
  throw new ArgumentError(
    functionName,
    `model must have batch norm layers, got "${model.name}", which has none`,
  );
}

/** The same, all of them this package's. */
export function requireOwnLayers(functionName: string, model: unknown): Map<string, BatchNormalization> {
  const layers = requireBatchNormLayers(functionName, model);
  for (const [path, layer] of layers) {
    if (layer instanceof BatchNormalization) continue;
    const fix = 'convert the model with convertToBnlab first';
    throw new ArgumentError(
      functionName,
      `model must have no stock batch norm layers, got "${path}"; ${fix}`,
    );
  }
  return layers as Map<string, BatchNormalization>;
}
