import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { BatchNormalization } from '../layers/batch-normalization';
import { BatchCount } from '../layers/batch-count';
import { DEFAULT_SET } from '../layers/statistics-sets';
import { floatsFromText, floatsToText } from '../neural-net/floats-as-text';
import { layersByPath } from '../tools/layer-paths';

/** The sets of statistics of a layer beside the default one, whose values are its weights. */
interface SavedSets {
  inUse: string;
  sets: Record<string, { mean: string; variance: string; batchesSeen: number }>;
}

/** Where a model's metadata has them: by the path of the layer. */
const KEY = 'bnlabStatistics';
type Metadata = { [KEY]?: Record<string, SavedSets> };

const REPLACED = Symbol.for('@bnlab/layers: models save their sets of statistics');

type Save = tfl.LayersModel['save'];

/**
 * Lets models save the sets of statistics that `useStatistics` made: in the metadata, which other programs leave alone,
 * while the weights are those of the default set.
 */
export function saveStatisticsOfModels(): void {
  const { prototype } = tfl.LayersModel;
  const original = Object.getOwnPropertyDescriptor(prototype, 'save')!.value as Save;
  if (REPLACED in original) return;
  const save: Save = async function (this: tfl.LayersModel, ...args) {
    const layers = layersWithSets(this);
    const own = withoutStatistics(this.getUserDefinedMetadata());
    const statistics = layers.size > 0 ? await savedSets(layers) : undefined;
    if (!statistics && own === this.getUserDefinedMetadata()) return original.apply(this, args);
    const metadata = statistics ? { ...own, [KEY]: statistics } : own;
    // Reads the weights before it waits for anything.
    const inUse = [...layers.values()].map((layer) => [layer, layer.statistics.inUse] as const);
    setMetadata(this, metadata);
    for (const [layer] of inUse) layer.useStatistics(DEFAULT_SET);
    const saved = original.apply(this, args);
    for (const [layer, name] of inUse) layer.useStatistics(name);
    return saved;
  };
  prototype.save = Object.assign(save, { [REPLACED]: true });
}

/** Gives the layers of a model that has been loaded the sets that its metadata has. */
export function restoreStatistics(model: tfl.LayersModel): void {
  const saved = (model.getUserDefinedMetadata() as Metadata | undefined)?.[KEY] ?? {};
  const layers = layersByPath(model);
  for (const [path, { inUse, sets }] of Object.entries(saved)) {
    const layer = layers.get(path);
    if (!(layer instanceof BatchNormalization)) continue;
    const shape = layer.movingMean.shape as number[];
    tf.tidy(() => {
      for (const [name, { mean, variance, batchesSeen }] of Object.entries(sets)) {
        const tensor = (values: string) => tf.tensor(floatsFromText(values), shape);
        const counted = new BatchCount(batchesSeen);
        const values = { mean: tensor(mean), variance: tensor(variance), batchesSeen: counted };
        layer.requireSets('tf.loadLayersModel').put(name, values);
      }
      layer.useStatistics(inUse);
    });
  }
}

function layersWithSets(model: tfl.LayersModel): Map<string, BatchNormalization> {
  const own = [...layersByPath(model)].filter(
    (entry): entry is [string, BatchNormalization] => entry[1] instanceof BatchNormalization,
  );
  return new Map(own.filter(([, layer]) => layer.statistics.names.length > 1));
}

async function savedSets(
  layers: ReadonlyMap<string, BatchNormalization>,
): Promise<Record<string, SavedSets>> {
  const entries = [...layers].map(async ([path, layer]) => {
    const { names, inUse } = layer.statistics;
    const sets = names.slice(1).map(async (name) => {
      const { mean, variance, batchesSeen } = layer.requireSets('save').get(name)!;
      const values = await Promise.all([mean.data<'float32'>(), variance.data<'float32'>()]);
      const [encodedMean, encodedVariance] = values.map(floatsToText);
      return [
        name,
        { mean: encodedMean!, variance: encodedVariance!, batchesSeen: batchesSeen.known },
      ] as const;
    });
    return [path, { inUse, sets: Object.fromEntries(await Promise.all(sets)) }] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}

/** The metadata of the user; the same object where there is nothing else in it. */
function withoutStatistics(metadata: object | undefined): object | undefined {
  if (!metadata || !(KEY in metadata)) return metadata;
  const { [KEY]: _, ...own } = metadata as Metadata;
  return own;
}

function setMetadata(model: tfl.LayersModel, metadata: object | undefined): void {
  (model as unknown as { userDefinedMetadata: object | undefined }).userDefinedMetadata = metadata;
}
