import type * as tfl from '@tensorflow/tfjs-layers';
import { ArgumentError } from '@bnlab/arguments';
import { BatchNormalization } from '../layers/batch-normalization';
import '../layers/register';
import { checkModel } from './batch-norm-layers';
import { layersByPath, weightsByPath } from './layer-paths';
import { configOf, rebuildModel } from './rebuild-model';

/**
 * The same model with this package's layers in place of the stock batch norm layers: same names, options, weights and
 * `trainable` flags, wherever the layers are, in nested models and wrappers too. In it `axis`, `trainable: false`,
 * `training: true`, masks, `center` and `scale` do what they say.
 *
 * A model that is loaded with this package imported has the layers already; this is for one that was put together with
 * `tf.layers.batchNormalization`, or loaded before.
 *
 * @param model Left as it is. Layers of classes of your own must be registered with TensorFlow.js, as for loading it.
 * @returns A new model, not compiled, with weights of its own, to be disposed of by the caller.
 * @throws ArgumentError if this is no built `tf.LayersModel`, or if one layer is both in a model and in another that is
 *   nested in it: the copies would learn apart.
 */
export async function convertToBnlab(model: tfl.LayersModel): Promise<tfl.LayersModel> {
  checkModel('convertToBnlab', model);
  const layers = layersByPath(model);
  checkPlaces(layers);
  const weights = weightsByPath(model);
  const values = new Map([...weights].map(([path, weight]) => [path, weight.read()]));
  const converted = await rebuildModel('convertToBnlab', configOf(model), values);
  converted.trainable = model.trainable;
  for (const [path, layer] of layersByPath(converted)) {
    const old = layers.get(path)!;
    layer.trainable = old.trainable;
    if (!(layer instanceof BatchNormalization && old instanceof BatchNormalization)) continue;
    layer.reduceMoments = old.reduceMoments;
    const [sets, oldSets] = [layer, old].map((each) => each.requireSets('convertToBnlab'));
    for (const name of oldSets!.names) sets!.put(name, oldSets!.get(name)!);
    layer.useStatistics(oldSets!.inUse);
  }
  // Last, since freezing a layer or a model changes the flags of its weights.
  for (const [path, weight] of weightsByPath(converted)) weight.trainable = weights.get(path)!.trainable;
  return converted;
}

function checkPlaces(layers: ReadonlyMap<string, tfl.layers.Layer>): void {
  const places = new Map<tfl.layers.Layer, string>();
  for (const [path, layer] of layers) {
    if (layer.weights.length === 0) continue;
    const other = places.get(layer);
    if (other !== undefined) {
      const problem = 'model must not have a layer both in it and in a model nested in it';
      throw new ArgumentError('convertToBnlab', `${problem}, got one at "${other}" and "${path}"`);
    }
    places.set(layer, path);
  }
}
