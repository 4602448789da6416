import { ArgumentError } from '@bnlab/arguments';
import * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';
import { holdConstraint } from './constrained-weight';
import {
  dropForeignKernelOptions,
  isKeras3,
  rewriteKeras3,
  type SavedLayer,
  type SavedModel,
} from './keras3-config';
import { restoreStatistics } from './saved-statistics';
import { withOwnNames } from './weight-names';

type Make = (
  cls: unknown,
  config: SavedModel | SavedLayer[],
  customObjects?: object,
  fastWeightInit?: boolean,
) => tfl.LayersModel;

const REPLACED = Symbol.for('@bnlab/layers: models load as Keras means them');

/**
 * Lets `tf.loadLayersModel` read what Keras 2 and 3 write, as they mean it: TensorFlow.js makes models by functions that
 * are registered by class, and the ones registered here put the configuration right first.
 */
export function registerLoadedModels(): void {
  const map = tf.serialization.SerializationMap.getMap().classNameMap;
  for (const className of ['Functional', 'Model', 'Sequential']) {
    const [cls, make] = map[className]! as unknown as [
      tf.serialization.SerializableConstructor<tfl.LayersModel>,
      Make,
    ];
    if (REPLACED in make) continue;
    const readable = Object.assign(madeReadable(make), { [REPLACED]: true });
    map[className] = [cls, readable] as unknown as (typeof map)[string];
  }
}

/** `bidirectional` makes two layers of one configuration, and the first would take the cell out of it. */
export function keepConfigurationsWhole(): void {
  const map = tf.serialization.SerializationMap.getMap().classNameMap;
  const [cls, make] = map.RNN!;
  map.RNN = [cls, (made, config, ...rest) => make(made, { ...config }, ...rest)];
}

/** TensorFlow.js forgets to write the depth multiplier of separable convolutions, and cannot load the weights then. */
export function writeDepthMultipliers(): void {
  const [cls] = tf.serialization.SerializationMap.getMap().classNameMap.SeparableConv2D!;
  const prototype = cls.prototype as unknown as {
    getConfig: (this: { depthMultiplier: number }) => tf.serialization.ConfigDict;
  };
  const { getConfig } = prototype;
  if (REPLACED in getConfig) return;
  const withMultiplier: typeof getConfig = function () {
    return { ...getConfig.call(this), depthMultiplier: this.depthMultiplier };
  };
  prototype.getConfig = Object.assign(withMultiplier, { [REPLACED]: true });
}

function madeReadable(make: Make): Make {
  return (cls, config, customObjects, fastWeightInit) => {
    const saved = Array.isArray(config) ? { layers: config } : config;
    if (isKeras3(saved)) rewriteKeras3(saved);
    for (const layer of saved.layers ?? []) {
      if (layer.className.startsWith('SeparableConv')) dropForeignKernelOptions(layer.config);
    }
    // Making a model takes its configuration apart.
    const structure = structureOf(saved);
    const model = makeOrExplain(() => make(cls, config, customObjects, fastWeightInit), saved);
    for (const weight of model.weights) holdConstraint(weight);
    const loadWeights: tfl.LayersModel['loadWeights'] = model.loadWeights.bind(model);
    model.loadWeights = (weights, strict) => {
      loadWeights(withOwnNames(model, structure, weights), strict);
      restoreStatistics(model);
    };
    return model;
  };
}

/** The names and classes of the layers, and of those in them. */
function structureOf({ name, layers, layer }: SavedModel): SavedModel {
  const ofLayer = (inner: SavedLayer): SavedLayer => ({
    className: inner.className,
    ...(inner.name !== undefined && { name: inner.name }),
    config: structureOf(inner.config),
  });
  return {
    ...(name !== undefined && { name }),
    ...(layers && { layers: layers.map(ofLayer) }),
    ...(layer && { layer: ofLayer(layer) }),
  };
}

/** TensorFlow.js's errors do not say which layer they are about. */
function makeOrExplain(make: () => tfl.LayersModel, { layers = [] }: SavedModel): tfl.LayersModel {
  try {
    return make();
  } catch (error) {
    const guilty = layers.find((layer) => !layer.config.layers && reasonAgainst(layer) !== undefined);
    if (!guilty || error instanceof ArgumentError) throw error;
    const name = guilty.name ?? guilty.config.name;
    const problem = `layer "${name}" of class ${guilty.className} cannot be loaded: ${reasonAgainst(guilty)}`;
    throw new ArgumentError('tf.loadLayersModel', problem);
  }
}

function reasonAgainst({ className, config }: SavedLayer): string | undefined {
  const entry = tf.serialization.SerializationMap.getMap().classNameMap[className];
  if (!entry) return 'TensorFlow.js has no such layer';
  try {
    const [cls, fromConfig] = entry;
    fromConfig(cls, config as tf.serialization.ConfigDict);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}
