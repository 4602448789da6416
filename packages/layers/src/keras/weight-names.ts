import type * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';
import type { SavedModel } from './keras3-config';

type LayerOfLayers = tfl.layers.Layer & {
  layers?: tfl.layers.Layer[];
  layer?: tfl.layers.Layer;
  forwardLayer?: tfl.layers.Layer;
  backwardLayer?: tfl.layers.Layer;
  cell?: tfl.layers.Layer;
  cells?: tfl.layers.Layer[];
};

/** Weights that Keras keeps and no layer of TensorFlow.js has: of batch renormalization, and states of generators. */
const FOREIGN =
  /(^optimizer\/|\/(moving_stddev|renorm_mean|renorm_stddev|seed_generator_state)$|\/seed_generator\/)/;

/**
 * The weights of a file by the names that TensorFlow.js looks for.
 *
 * - A `.keras` file numbers them by the classes of the layers, in the order of the model: `layers/dense_1/vars/0`.
 * - A `.h5` file of Keras 3, and some exporters of Keras 2, put the name of the model before those of its layers, name the
 *   kernel of a depthwise convolution `kernel`, or count the layers on from another model: `batch_normalization_2/gamma`.
 *
 * A name that none of this explains stays as it is, and TensorFlow.js says that there is no such weight.
 */
export function withOwnNames(
  model: tfl.LayersModel,
  config: SavedModel,
  weights: tf.NamedTensorMap,
): tf.NamedTensorMap {
  const given = Object.keys(weights).filter((name) => !FOREIGN.test(name));
  const expected = model.layers.flatMap((layer) => layer.weights);
  const rename = given.some((name) => name.startsWith('layers/'))
    ? namesByStructure(model, config)
    : namesByLayer(expected, given, weights);
  return Object.fromEntries(given.map((name) => [rename(name), weights[name]!]));
}

/** Names of a `.keras` file: the place of each layer in its model, by its class. */
function namesByStructure(model: tfl.layers.Layer, config: SavedModel): (name: string) => string {
  const names = new Map<string, string>();
  const add = (layer: LayerOfLayers, saved: SavedModel, path: string) => {
    if (layer.layers) return addAll(layer, saved, `${path}/`);
    const parts = {
      forward_layer: layer.forwardLayer,
      backward_layer: layer.backwardLayer,
      layer: layer.forwardLayer ? undefined : layer.layer,
      cell: layer.cell,
    };
    const inner = Object.entries(parts).filter(([, part]) => part !== undefined);
    for (const [name, part] of inner) add(part!, saved.layer?.config ?? {}, `${path}/${name}`);
    layer.cells?.forEach((cell, i) => add(cell, {}, `${path}/cells/${numbered(cell, i)}`));
    if (inner.length > 0 || layer.cells) return;
    layer.weights.forEach((weight, i) => names.set(`${path}/vars/${i}`, weight.originalName));
  };
  const addAll = (container: LayerOfLayers, saved: SavedModel, path: string) => {
    const counts = new Map<string, number>();
    for (const { className, name, config: inner } of saved.layers ?? []) {
      const kind = snakeCase(className);
      const count = counts.get(kind) ?? 0;
      counts.set(kind, count + 1);
      const layer = container.layers!.find((each) => each.name === (name ?? inner.name));
      if (layer) add(layer, inner, `${path}layers/${count === 0 ? kind : `${kind}_${count}`}`);
    }
  };
  addAll(model, config, '');
  return (name) => names.get(name) ?? name;
}

function numbered(cell: tfl.layers.Layer, index: number): string {
  const kind = snakeCase(cell.getClassName());
  return index === 0 ? kind : `${kind}_${index}`;
}

/** Names of a `.h5` file: those of the layer and the weight, whatever stands before and between. */
function namesByLayer(
  expected: readonly tfl.LayerVariable[],
  given: readonly string[],
  weights: tf.NamedTensorMap,
): (name: string) => string {
  const known = new Set(expected.map(({ originalName }) => originalName));
  const found = new Map<string, string>();
  for (const name of given) {
    const match = matchOf(name, known);
    if (match !== undefined) found.set(name, match);
  }
  if (new Set(found.values()).size === given.length) return (name) => found.get(name)!;
  return namesInOrder(expected, given, weights) ?? ((name) => found.get(name) ?? name);
}

function matchOf(name: string, known: ReadonlySet<string>): string | undefined {
  if (known.has(name)) return name;
  const tokens = name.split('/');
  const last = tokens.pop()!;
  for (const weight of [last, `depthwise_${last}`]) {
    for (let start = 0; start < tokens.length; start++) {
      for (let end = tokens.length; end > start; end--) {
        const layer = tokens.slice(start, end).join('/');
        const match = [`${layer}/${weight}`, `${layer.replace('/', '/forward_')}/${weight}`].find(
          (candidate) => known.has(candidate),
        );
        if (match !== undefined) return match;
      }
      const direction = directionMatch(tokens.slice(start), weight, known);
      if (direction !== undefined) return direction;
    }
  }
  return undefined;
}

/** `bidirectional/forward_lstm/lstm_cell/kernel`; TensorFlow.js puts the direction before a name that may have it. */
function directionMatch(
  tokens: readonly string[],
  weight: string,
  known: ReadonlySet<string>,
): string | undefined {
  const direction = tokens.map((token) => /^(forward|backward)_/.exec(token)?.[1]).find((found) => found);
  if (direction === undefined) return undefined;
  const fits = [...known].filter((candidate) => {
    const parts = candidate.split('/');
    return parts.at(-1) === weight && parts.some((part) => part.startsWith(`${direction}_`));
  });
  return fits.length === 1 ? fits[0] : undefined;
}

/** As many weights of the same names and shapes, one after the other: only the layers are called otherwise. */
function namesInOrder(
  expected: readonly tfl.LayerVariable[],
  given: readonly string[],
  weights: tf.NamedTensorMap,
): ((name: string) => string) | undefined {
  const last = (name: string) => name.slice(name.lastIndexOf('/') + 1);
  const isSame = (weight: tfl.LayerVariable, name: string) =>
    last(weight.originalName) === last(name) && String(weight.shape) === String(weights[name]!.shape);
  if (expected.length !== given.length || !expected.every((weight, i) => isSame(weight, given[i]!)))
    return undefined;
  const names = new Map(given.map((name, i) => [name, expected[i]!.originalName]));
  return (name) => names.get(name)!;
}

/** As Keras makes a name of a class: `BatchNormalization` is `batch_normalization`, `Conv2D` is `conv2d`. */
function snakeCase(className: string): string {
  return className
    .replace(/\W+/g, '')
    .replace(/(.)([A-Z][a-z]+)/g, '$1_$2')
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase();
}
