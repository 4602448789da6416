import * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';
import { ArgumentError, checkChoice, checkNumber } from '@bnlab/arguments';
import { type Moments, momentsOfBatches, unbiasedVariance } from '@bnlab/core';
import { BatchNormalization } from '../layers/batch-normalization';
import { type AnyBatchNormalization, requireBatchNormLayers } from './batch-norm-layers';
import { batchesOf, type ModelData } from './batches';
import { countedValuesOf, inputsOfLayers } from './layer-inputs';
import { averaged, type PassesRun, type PassOptions } from './passes';
import { sweepLayers } from './sweep-layers';

/** The statistics of a layer as values, which need no disposal. */
export interface StatisticsValues {
  mean: Float32Array;
  variance: Float32Array;
}

/** Statistics of some data, and of how many examples. */
interface Measured {
  moments: Moments;
  examples: number;
}

/**
 * Gives the batch norm layers of a model the statistics of data, averaged with those that they have: these weigh as much as
 * `prior` examples.
 *
 * @returns What the layers had before.
 * @throws ArgumentError if an argument is not as documented, there is no data, or a layer gets values that are not finite.
 *   The model is then as it was.
 */
export async function setPopulations(
  functionName: string,
  model: tfl.LayersModel,
  data: ModelData,
  { prior, ...options }: PassOptions & { prior: number },
): Promise<Map<AnyBatchNormalization, StatisticsValues>> {
  const layers = requireBatchNormLayers(functionName, model);
  const { batchSize = 32, passes = 'exact' } = options;
  checkNumber(functionName, 'batchSize', batchSize, { min: 1, integer: true });
  checkChoice(functionName, 'passes', passes, ['exact', 'one']);
  const batches = await batchesOf(functionName, model, data);
  const before = new Map<AnyBatchNormalization, StatisticsValues>();
  try {
    for (const layer of layers.values()) before.set(layer, await readStatistics(layer));
    const run = { functionName, model, batches, batchSize, prior };
    if (passes === 'one') await measureAll(run, layers);
    else {
      const remaining = new Map([...layers].map(([path, layer]) => [layer, path]));
      while (remaining.size > 0) await measureNext(run, remaining);
    }
    return before;
  } catch (error) {
    for (const [layer, values] of before) writeStatistics(layer, values);
    throw error;
  } finally {
    batches.dispose();
  }
}

/** Measures all layers in one pass. */
async function measureAll(run: PassesRun, layers: ReadonlyMap<string, AnyBatchNormalization>): Promise<void> {
  const measured = await sweepLayers(run, layers.values());
  try {
    for (const [path, layer] of layers) {
      const ofLayer = measured.get(layer);
      if (ofLayer) await setStatistics(run, layer, path, ofLayer);
    }
  } finally {
    for (const { moments } of measured.values()) tf.dispose([moments.mean, moments.variance]);
  }
}

/** Measures the first of the remaining layers that the model calls, and takes it from them. */
async function measureNext(run: PassesRun, remaining: Map<AnyBatchNormalization, string>): Promise<void> {
  const { functionName, model, batches, batchSize } = run;
  let next: AnyBatchNormalization | undefined;
  let examples = 0;
  const wants = (layer: AnyBatchNormalization) => layer === (next ??= layer);
  async function* values(): AsyncGenerator<tf.Tensor, void> {
    for await (const inputs of batches.pass()) {
      const count = inputs[0]!.shape[0];
      // TensorFlow.js cannot predict for no examples.
      if (count === 0) continue;
      examples += count;
      const seen = inputsOfLayers(functionName, model, remaining.keys(), inputs, { batchSize, wants });
      for (const [layer, ofLayer] of seen) yield* countedValuesOf(functionName, layer, ofLayer);
    }
  }
  const moments = await momentsOfBatches(values());
  // There are moments, so there was a call.
  const layer = next!;
  await setStatistics(run, layer, remaining.get(layer)!, { moments, examples });
  remaining.delete(layer);
}

/** Gives a layer what was measured, averaged with what it has. Disposes of the moments. */
async function setStatistics(
  { functionName, prior }: PassesRun,
  layer: AnyBatchNormalization,
  path: string,
  { moments, examples }: Measured,
): Promise<void> {
  const share = examples / (examples + prior);
  const measured = tf.tidy((): tf.Tensor[] => {
    const joined = (layer instanceof BatchNormalization && layer.reduceMoments?.(moments)) || moments;
    const hasBessel = layer instanceof BatchNormalization && layer.getConfig().bessel === true;
    const variance = hasBessel ? unbiasedVariance(joined) : joined.variance;
    return [averaged(layer.movingMean, joined.mean, share), averaged(layer.movingVariance, variance, share)];
  });
  try {
    const [mean, variance] = await Promise.all(measured.map((tensor) => tensor.data<'float32'>()));
    if (![...mean!, ...variance!].every(Number.isFinite)) {
      const problem = 'data must give finite values in every batch norm layer';
      throw new ArgumentError(functionName, `${problem}, got others in "${path}"`);
    }
    writeStatistics(layer, { mean: mean!, variance: variance! });
  } finally {
    tf.dispose([measured, moments.mean, moments.variance]);
  }
}

async function readStatistics({
  movingMean,
  movingVariance,
}: AnyBatchNormalization): Promise<StatisticsValues> {
  const read = async (weight: tfl.LayerVariable) => (await weight.read().data<'float32'>()).slice();
  return { mean: await read(movingMean), variance: await read(movingVariance) };
}

export function writeStatistics(
  { movingMean, movingVariance }: AnyBatchNormalization,
  { mean, variance }: StatisticsValues,
): void {
  tf.tidy(() => {
    movingMean.write(tf.tensor(mean, movingMean.shape as number[]));
    movingVariance.write(tf.tensor(variance, movingVariance.shape as number[]));
  });
}
