import type * as tfl from '@tensorflow/tfjs-layers';
import { requireOwnLayers } from './batch-norm-layers';

/**
 * Freezes the batch norm layers of a model and nothing else, as fine-tuning on little data asks for: in training too they
 * use their moving averages, which stay as they are, and so do gamma and beta. Layers in nested models and wrappers count;
 * batch-normalized recurrent cells do not, since what they normalize cannot be frozen apart from their other weights.
 *
 * A compiled model must be compiled again: TensorFlow.js takes the list of weights to train from its last `compile`.
 *
 * @returns The paths of the layers.
 * @throws ArgumentError if this is no `tf.LayersModel` with batch norm layers, or if one of them is the stock layer, which
 *   uses the batch and moves its averages even if it is frozen.
 */
export function freezeBatchNorm(model: tfl.LayersModel): string[] {
  return setTrainable('freezeBatchNorm', model, false);
}

/**
 * Undoes {@link freezeBatchNorm}: all batch norm layers learn again. A compiled model must be compiled again.
 *
 * @returns The paths of the layers.
 * @throws ArgumentError as {@link freezeBatchNorm} does.
 */
export function unfreezeBatchNorm(model: tfl.LayersModel): string[] {
  return setTrainable('unfreezeBatchNorm', model, true);
}

function setTrainable(functionName: string, model: tfl.LayersModel, trainable: boolean): string[] {
  const layers = requireOwnLayers(functionName, model);
  for (const layer of layers.values()) layer.trainable = trainable;
  return [...layers.keys()];
}
