import * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';
import { ArgumentError } from '@bnlab/arguments';
import { batchMoments, batchNormInference, mergeMoments, type Moments, weightedMoments } from '@bnlab/core';
import { channelLayout } from '../layers/channel-layout';
import { type CallOptions, floatInput, type LayerInputs } from '../layers/layer-call';
import { type AnyBatchNormalization, channelAxes } from './batch-norm-layers';
import { replaceCalls, weightsOfCall } from './layer-inputs';
import { averaged, type PassesRun } from './passes';

/** The moments of everything that a layer got, by a count that may still be on the device. */
type AnyMoments = Moments<number | tf.Scalar>;

/**
 * One pass over the data, in which every batch norm layer normalizes with the statistics of its batch, averaged with its own
 * as the run says.
 *
 * @returns For each layer that was called the moments of all that it got, to be disposed of by the caller.
 */
export async function sweepLayers(
  { functionName, model, batches, batchSize, prior }: PassesRun,
  layers: Iterable<AnyBatchNormalization>,
): Promise<Map<AnyBatchNormalization, { moments: Moments; examples: number }>> {
  const sums = new Map<AnyBatchNormalization, AnyMoments>();
  let examples = 0;
  const call = (layer: AnyBatchNormalization, inputs: LayerInputs, options: CallOptions): tf.Tensor =>
    tf.tidy(() => {
      const { view, layout, x, moments } = momentsOfCall(functionName, layer, inputs, options);
      const before = sums.get(layer);
      const sum = before ? mergeMoments<number | tf.Scalar>(before, moments) : moments;
      keep(sum);
      if (before) disposeOf(before);
      sums.set(layer, sum);
      const share = x.shape[0] / (x.shape[0] + prior);
      const vector = (weight: tfl.LayerVariable | undefined) =>
        weight && tf.reshape(weight.read(), [layout.channels]);
      const output = batchNormInference(view, {
        mean: averaged(layer.movingMean, moments.mean, share),
        variance: averaged(layer.movingVariance, moments.variance, share),
        gamma: vector(layer.gamma),
        beta: vector(layer.beta),
        axis: layout.axis,
        epsilon: layer.epsilon,
      });
      return layout.fromCore(output, x.shape);
    });
  const restore = replaceCalls([...layers], call);
  try {
    for await (const inputs of batches.pass()) {
      const count = inputs[0]!.shape[0];
      // TensorFlow.js cannot predict for no examples.
      if (count === 0) continue;
      examples += count;
      tf.dispose(model.predict(inputs.length === 1 ? inputs[0]! : inputs, { batchSize }));
    }
    if (examples === 0)
      throw new ArgumentError(functionName, 'data must hold at least one example, got none');
    const counted = [...sums].map(async ([layer, { count, ...moments }]) => {
      const number = typeof count === 'number' ? count : (await count.data())[0]!;
      return [layer, { moments: { ...moments, count: number }, examples }] as const;
    });
    return new Map(await Promise.all(counted));
  } catch (error) {
    sums.forEach(disposeOf);
    throw error;
  } finally {
    restore();
    for (const { count } of sums.values()) if (typeof count !== 'number') count.dispose();
  }
}

function momentsOfCall(
  functionName: string,
  layer: AnyBatchNormalization,
  inputs: LayerInputs,
  { mask }: CallOptions,
) {
  const x = floatInput(functionName, inputs);
  const weights = weightsOfCall(functionName, layer, x, { inputs, mask });
  const layout = channelLayout(functionName, channelAxes(layer), x.shape);
  const view = layout.toCore(x);
  const { axis } = layout;
  const moments: AnyMoments = weights
    ? weightedMoments(view, { weights, axis })
    : batchMoments(view, { axis });
  return { view, layout, x, moments };
}

function keep({ mean, variance, count }: AnyMoments): void {
  for (const tensor of [mean, variance, count]) if (typeof tensor !== 'number') tf.keep(tensor);
}

function disposeOf({ mean, variance, count }: AnyMoments): void {
  tf.dispose([mean, variance, typeof count === 'number' ? [] : count]);
}
