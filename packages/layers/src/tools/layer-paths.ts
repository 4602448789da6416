import type * as tfl from '@tensorflow/tfjs-layers';

/** A layer that may have layers in it: a model, a wrapper, or a recurrent layer. */
type LayerOfLayers = tfl.layers.Layer & {
  layers?: tfl.layers.Layer[];
  layer?: tfl.layers.Layer;
  forwardLayer?: tfl.layers.Layer;
  backwardLayer?: tfl.layers.Layer;
  cell?: tfl.layers.Layer;
  cells?: tfl.layers.Layer[];
};

/** Stands between the names of a layer and of the one that it is in. */
const SEPARATOR = ' > ';

/** The path of a layer, or of a weight, from that of the layer that it is in; a model's own is empty. */
export function pathTo(outer: string, name: string): string {
  return outer === '' ? name : outer + SEPARATOR + name;
}

/**
 * All layers of a model by where they are, outer ones before those in them: layers of nested models, of the wrappers
 * `timeDistributed` and `bidirectional`, and cells of recurrent layers too. A layer that is in two places is there twice.
 */
export function layersByPath(model: tfl.layers.Layer, path = ''): Map<string, tfl.layers.Layer> {
  const layers = partsOf(model).flatMap(([name, part]) => {
    const partPath = pathTo(path, name);
    return [[partPath, part] as const, ...layersByPath(part, partPath)];
  });
  return new Map(layers);
}

/** The layers right in a layer, by names that they have in no other. */
function partsOf(layer: LayerOfLayers): (readonly [name: string, part: tfl.layers.Layer])[] {
  if (layer.layers) return layer.layers.map((part) => [part.name, part]);
  if (layer.cells) return layer.cells.map((part, i) => [`cell ${i}`, part]);
  // What a bidirectional layer was made of has no weights; its copies for the two directions have.
  const wrapped = layer.forwardLayer ? undefined : layer.layer;
  return Object.entries({
    layer: wrapped,
    forward: layer.forwardLayer,
    backward: layer.backwardLayer,
    cell: layer.cell,
  }).filter((entry): entry is [string, tfl.layers.Layer] => entry[1] != null);
}

/** The weights of a model by the paths of their layers and their names, whatever their order, which freezing changes. */
export function weightsByPath(model: tfl.LayersModel): Map<string, tfl.LayerVariable> {
  const weights = new Map<string, tfl.LayerVariable>();
  for (const [path, layer] of layersByPath(model)) {
    const ofParts = new Set(partsOf(layer).flatMap(([, part]) => part.weights));
    const own = layer.weights.filter((weight) => !ofParts.has(weight));
    for (const weight of own) {
      const name = weight.originalName.slice(weight.originalName.lastIndexOf('/') + 1);
      const same = own.filter((other) => other.originalName === weight.originalName);
      weights.set(pathTo(path, same.length > 1 ? `${name} ${same.indexOf(weight)}` : name), weight);
    }
  }
  return weights;
}
