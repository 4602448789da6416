import * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';
import { ArgumentError, checkNumber, checkOptions } from '@bnlab/arguments';
import { type Moments, momentsOfBatches, unbiasedVariance } from '@bnlab/core';
import { BatchNormalization } from '../layers/batch-normalization';
import { type AnyBatchNormalization, requireBatchNormLayers } from './batch-norm-layers';
import { type Batches, batchesOf, type ModelData } from './batches';
import { countedValuesOf, inputsOfLayers } from './layer-inputs';

/** How {@link recalibrate} goes through the data. */
export interface RecalibrateOptions {
  /** Examples that go through the model at once; no result depends on it. Default 32. */
  batchSize?: number;
}

/**
 * Gives every batch norm layer of a model the exact mean and variance of what it gets when the model predicts for this
 * data, in place of the moving averages that training left. Those remember the last hundred batches or so, under weights
 * that have changed since; after many small batches, a change of the weights or of the data, they can be far off.
 *
 * One layer at a time, in the order in which the model calls them, each in a pass of its own over all data: a layer's
 * input depends on the statistics of the layers before it, so those have to be final first. The result is the one state in
 * which every population is the population, whatever the batches. (A single pass that lets every layer use its batches'
 * statistics, as "precise batch norm" usually does, is cheaper with many layers, and leaves each layer the statistics of
 * inputs that it will not get.) A layer that the model calls several times gets the statistics of all its calls, which in
 * this pass use its old ones.
 *
 * Frozen layers are recalibrated too. Masked positions do not count. Layers with `bessel: true` get the unbiased variance;
 * those with `reduceMoments` join their moments with the other replicas'. Batch-normalized recurrent cells are left alone.
 *
 * @param model Changed in place.
 * @param data Inputs of the model: a tensor of all of them; an array or other iterable, async or not, of batches; or a
 *   `tf.data` dataset. A batch may be a pair of inputs and labels, `{ xs, ys }`. What can be iterated over only once, such
 *   as a generator, is kept in memory meanwhile. Tensors stay the caller's, but for those that a dataset makes.
 * @throws ArgumentError if an argument is not as described, there is no data, or a layer gets values that are not finite.
 *   The model is then as it was.
 */
export async function recalibrate(
  model: tfl.LayersModel,
  data: ModelData,
  options: RecalibrateOptions = {},
): Promise<void> {
  const layers = requireBatchNormLayers('recalibrate', model);
  checkOptions('recalibrate', options, ['batchSize']);
  const { batchSize = 32 } = options;
  checkNumber('recalibrate', 'batchSize', batchSize, { min: 1, integer: true });
  const batches = await batchesOf('recalibrate', model, data);
  const before = [...layers.values()].map((layer) => [layer, copyOfStatistics(layer)] as const);
  try {
    const remaining = new Map([...layers].map(([path, layer]) => [layer, path]));
    while (remaining.size > 0) await recalibrateNext(model, remaining, batches, batchSize);
  } catch (error) {
    for (const [layer, [mean, variance]] of before) writeStatistics(layer, mean, variance);
    throw error;
  } finally {
    tf.dispose(before.map(([, statistics]) => statistics));
    batches.dispose();
  }
}

/** Recalibrates the first of the remaining layers that the model calls, and takes it from them. */
async function recalibrateNext(
  model: tfl.LayersModel,
  remaining: Map<AnyBatchNormalization, string>,
  batches: Batches,
  batchSize: number,
): Promise<void> {
  let next: AnyBatchNormalization | undefined;
  const wants = (layer: AnyBatchNormalization) => layer === (next ??= layer);
  async function* values(): AsyncGenerator<tf.Tensor, void> {
    for await (const inputs of batches.pass()) {
      // TensorFlow.js cannot predict for no examples.
      if (inputs[0]!.shape[0] === 0) continue;
      const seen = inputsOfLayers('recalibrate', model, remaining.keys(), inputs, { batchSize, wants });
      for (const [layer, ofLayer] of seen) yield* countedValuesOf('recalibrate', layer, ofLayer);
    }
  }
  const moments = await momentsOfBatches(values());
  try {
    // There are moments, so there was a call.
    const layer = next!;
    await setStatistics(layer, remaining.get(layer)!, moments);
    remaining.delete(layer);
  } finally {
    tf.dispose([moments.mean, moments.variance]);
  }
}

/** Gives a layer the statistics of a population. */
async function setStatistics(layer: AnyBatchNormalization, path: string, population: Moments): Promise<void> {
  const [mean, variance] = tf.tidy((): [tf.Tensor1D, tf.Tensor1D] => {
    if (!(layer instanceof BatchNormalization)) return [population.mean.clone(), population.variance.clone()];
    const joined = layer.reduceMoments?.(population) ?? population;
    const hasBessel = layer.getConfig().bessel === true;
    return [joined.mean.clone(), hasBessel ? unbiasedVariance(joined) : joined.variance.clone()];
  });
  try {
    const values = await Promise.all([mean.data(), variance.data()]);
    if (!values.every((channels) => channels.every(Number.isFinite))) {
      const problem = 'data must give finite values in every batch norm layer';
      throw new ArgumentError('recalibrate', `${problem}, got others in "${path}"`);
    }
    writeStatistics(layer, mean, variance);
  } finally {
    tf.dispose([mean, variance]);
  }
}

function copyOfStatistics(layer: AnyBatchNormalization): [mean: tf.Tensor, variance: tf.Tensor] {
  return [layer.movingMean.read().clone(), layer.movingVariance.read().clone()];
}

/** Writes [channels] values, or values of the weights' own shape. */
function writeStatistics(layer: AnyBatchNormalization, mean: tf.Tensor, variance: tf.Tensor): void {
  tf.tidy(() => {
    layer.movingMean.write(tf.reshape(mean, layer.movingMean.shape as number[]));
    layer.movingVariance.write(tf.reshape(variance, layer.movingVariance.shape as number[]));
  });
}
