import * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';
import { checkOptions } from '@bnlab/arguments';
import { momentsOfBatches } from '@bnlab/core';
import { BatchNormalization } from '../layers/batch-normalization';
import { type AnyBatchNormalization, requireBatchNormLayers } from './batch-norm-layers';
import type { BatchNormLayerSummary, BatchNormSummary, ValueRange } from './batch-norm-summary';
import { type ChannelValues, warningsOf } from './batch-norm-warnings';
import { inputListOf, type ModelBatch } from './batches';
import { formatBatchNormSummary } from './format-batch-norm-summary';
import { countedValuesOf, disposeOfInputs, inputsOfLayers, type LayerInput } from './layer-inputs';

/** Options of {@link summarizeBatchNorm}. */
export interface SummarizeOptions {
  /** A batch of inputs for the model, to compare the populations with what the layers get from it. Default: none. */
  batch?: ModelBatch;
}

/**
 * The state of the batch norm layers of a model: the range of each weight over the channels, and what looks wrong with them,
 * see {@link BatchNormWarning}. Print it as text, or read its data.
 *
 * @param model Left as it is.
 * @throws ArgumentError if this is no `tf.LayersModel` with batch norm layers, or if the batch does not fit it.
 */
export async function summarizeBatchNorm(
  model: tfl.LayersModel,
  options: SummarizeOptions = {},
): Promise<BatchNormSummary> {
  const layers = requireBatchNormLayers('summarizeBatchNorm', model);
  checkOptions('summarizeBatchNorm', options, ['batch']);
  const inputs = inputsFrom(model, [...layers.values()], options.batch);
  try {
    const summaries: BatchNormLayerSummary[] = [];
    for (const [path, layer] of layers) {
      summaries.push(summaryOf(path, layer, await valuesOf(layer, inputs.get(layer))));
    }
    return { layers: summaries, toString: () => formatBatchNormSummary(summaries) };
  } finally {
    for (const ofLayer of inputs.values()) disposeOfInputs(ofLayer);
  }
}

function inputsFrom(
  model: tfl.LayersModel,
  layers: AnyBatchNormalization[],
  batch: ModelBatch | undefined,
): Map<AnyBatchNormalization, LayerInput[]> {
  if (batch === undefined) return new Map();
  const inputs = inputListOf('summarizeBatchNorm', model, batch);
  const options = { batchSize: Math.max(1, inputs[0]!.shape[0]), wants: () => true };
  return inputsOfLayers('summarizeBatchNorm', model, layers, inputs, options);
}

async function valuesOf(
  layer: AnyBatchNormalization,
  inputs: readonly LayerInput[] | undefined,
): Promise<ChannelValues> {
  const { gamma, beta, movingMean, movingVariance, epsilon } = layer;
  const read = (weight: tfl.LayerVariable) => weight.read().data() as Promise<Float32Array>;
  return {
    gamma: gamma && (await read(gamma)),
    beta: beta && (await read(beta)),
    mean: await read(movingMean),
    variance: await read(movingVariance),
    epsilon,
    batch: inputs && (await batchStatistics(layer, inputs)),
  };
}

async function batchStatistics(
  layer: AnyBatchNormalization,
  inputs: readonly LayerInput[],
): Promise<ChannelValues['batch']> {
  const values = countedValuesOf('summarizeBatchNorm', layer, inputs);
  const { mean, variance, count } = await momentsOfBatches(values);
  try {
    return {
      mean: (await mean.data()) as Float32Array,
      variance: (await variance.data()) as Float32Array,
      count,
    };
  } finally {
    tf.dispose([mean, variance]);
  }
}

function summaryOf(path: string, layer: AnyBatchNormalization, values: ChannelValues): BatchNormLayerSummary {
  const { gamma, beta, mean, variance, batch } = values;
  return {
    path,
    channels: mean.length,
    isFrozen: layer instanceof BatchNormalization ? layer.isFrozen : !layer.trainable,
    ...(gamma && { gamma: rangeOf(gamma) }),
    ...(beta && { beta: rangeOf(beta) }),
    mean: rangeOf(mean),
    variance: rangeOf(variance),
    ...(batch && {
      batch: { mean: rangeOf(batch.mean), variance: rangeOf(batch.variance), count: batch.count },
    }),
    warnings: warningsOf(values),
  };
}

function rangeOf(values: Float32Array): ValueRange {
  return { min: Math.min(...values), max: Math.max(...values) };
}
