import type * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { ArgumentError } from '@bnlab/arguments';
import { weightsByPath } from './layer-paths';

/** A layer in a model's configuration; the layer may be a model. */
export interface LayerConfig {
  className: string;
  config: tf.serialization.ConfigDict & {
    name: string;
    /** Of a model. */
    layers?: LayerConfig[];
    /** Of a model that is not sequential. */
    outputLayers?: InboundTensor[];
    /** Of a wrapper. */
    layer?: LayerConfig;
  };
  /** The name again, in models that are not sequential. */
  name?: string;
  /** One list for each call of the layer, with an entry for each input of the call; not in sequential models. */
  inboundNodes?: InboundTensor[][];
}

/** A tensor by the layer that it comes from, the call of it, which of its outputs, and the options of the new call. */
export type InboundTensor = [
  layer: string,
  call: number,
  output: number,
  options?: { training?: boolean | null },
];

/** The configuration of a model, a copy that may be changed. */
export function configOf(model: tfl.LayersModel): LayerConfig {
  const described = { className: model.getClassName(), config: model.getConfig() };
  return JSON.parse(JSON.stringify(described)) as LayerConfig;
}

/**
 * A new model of a configuration, with weights by path. Layers are made by the classes that are registered, as if the
 * model came from a file.
 *
 * @param functionName The name that errors begin with.
 * @throws ArgumentError if TensorFlow.js does not connect the layers as the configuration says. That happens where a layer
 *   is called several times and an early call needs layers that come after a later one.
 */
export async function rebuildModel(
  functionName: string,
  config: LayerConfig,
  weights: ReadonlyMap<string, tf.Tensor>,
): Promise<tfl.LayersModel> {
  const expected = wiringOf(config);
  const model = await tfl.models.modelFromJSON(config as unknown as tf.io.ModelJSON);
  if (wiringOf(configOf(model)) !== expected) {
    model.dispose();
    const fix = 'use a layer of its own for each call, or call it in the order of the layers';
    throw new ArgumentError(
      functionName,
      `model must be one that TensorFlow.js can rebuild, got one whose shared layers it connects in another way; ${fix}`,
    );
  }
  for (const [path, weight] of weightsByPath(model)) {
    // Constraints have no say in this, as in loading: see `holdConstraint`.
    weight.write(weights.get(path)!);
  }
  return model;
}

/** Which output of which call each layer of a model and of those in it gets, in a form that can be compared. */
function wiringOf({ config }: LayerConfig): string {
  const sources = (tensors: InboundTensor[]) => tensors.map((tensor) => tensor.slice(0, 3));
  const layers = (config.layers ?? []).map((layer) => {
    return [layer.config.name, layer.inboundNodes?.map(sources), wiringOf(layer)];
  });
  const wrapped = config.layer && wiringOf(config.layer);
  return JSON.stringify([layers.sort(), sources(config.outputLayers ?? []), wrapped]);
}
