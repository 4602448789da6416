import * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';
import { channelLayout } from '../layers/channel-layout';
import { positionWeights } from '../layers/input-mask';
import { type CallOptions, type LayerInputs, singleInput } from '../layers/layer-call';
import { type AnyBatchNormalization, channelAxes } from './batch-norm-layers';

/** The inputs of a batch norm layer in one call, to be disposed of with {@link tf.dispose}. */
export interface LayerInput {
  x: tf.Tensor;
  /** 1 where a position counts and 0 where it is masked, in the shape of the first axes of x; `undefined` without a mask. */
  weights: tf.Tensor | undefined;
}

/**
 * The inputs of batch norm layers while a model predicts for a batch.
 *
 * @param functionName The name that errors begin with.
 * @param wants Asked at each call of a layer, in the order of the calls, whether its input is wanted.
 * @returns The inputs by layer, to be disposed of by the caller.
 */
export function inputsOfLayers(
  functionName: string,
  model: tfl.LayersModel,
  layers: Iterable<AnyBatchNormalization>,
  inputs: tf.Tensor[],
  { batchSize, wants }: { batchSize: number; wants: (layer: AnyBatchNormalization) => boolean },
): Map<AnyBatchNormalization, LayerInput[]> {
  const seen = new Map<AnyBatchNormalization, LayerInput[]>();
  const restore = replaceCalls([...layers], (layer, x, options, call) => {
    if (wants(layer)) {
      const input = keptInput(functionName, layer, x, options);
      seen.set(layer, [...(seen.get(layer) ?? []), input]);
    }
    return call(x, options);
  });
  try {
    tf.dispose(model.predict(inputs.length === 1 ? inputs[0]! : inputs, { batchSize }));
    return seen;
  } catch (error) {
    for (const input of seen.values()) disposeOfInputs(input);
    throw error;
  } finally {
    restore();
  }
}

/**
 * Puts a function in place of the calls of layers.
 *
 * @param call Also gets the call that it stands for.
 * @returns What brings the calls back.
 */
export function replaceCalls(
  layers: readonly AnyBatchNormalization[],
  call: (
    layer: AnyBatchNormalization,
    inputs: LayerInputs,
    options: CallOptions,
    original: AnyBatchNormalization['call'],
  ) => tf.Tensor | tf.Tensor[],
): () => void {
  for (const layer of layers) {
    const original = layer.call.bind(layer);
    layer.call = (inputs: LayerInputs, options: CallOptions) => call(layer, inputs, options, original);
  }
  return () => {
    // Brings back the method of the class.
    for (const layer of layers) delete (layer as Partial<AnyBatchNormalization>).call;
  };
}

export function disposeOfInputs(inputs: readonly LayerInput[]): void {
  for (const { x, weights } of inputs) tf.dispose([x, weights ?? []]);
}

/** Which positions of the input of a call count; see {@link positionWeights}. */
export function weightsOfCall(
  functionName: string,
  layer: AnyBatchNormalization,
  x: tf.Tensor,
  { inputs, mask }: { inputs: LayerInputs; mask: CallOptions['mask'] },
): tf.Tensor | undefined {
  return positionWeights(functionName, {
    layer,
    x,
    mask,
    isFromModel: Array.isArray(inputs),
    channelAxes: channelAxes(layer),
    masked: layer.getConfig().masked as boolean | undefined,
  });
}

function keptInput(
  functionName: string,
  layer: AnyBatchNormalization,
  inputs: LayerInputs,
  { mask }: CallOptions,
): LayerInput {
  const x = singleInput(functionName, inputs);
  const weights = weightsOfCall(functionName, layer, x, { inputs, mask });
  return { x: tf.keep(x.clone()), weights: weights && tf.keep(weights.clone()) };
}

/**
 * The values of a layer's inputs that count, channel by channel: a tensor of shape [positions, channels] for each, valid
 * until the next is asked for. The inputs are disposed of.
 */
export async function* countedValuesOf(
  functionName: string,
  layer: AnyBatchNormalization,
  inputs: readonly LayerInput[],
): AsyncGenerator<tf.Tensor2D, void> {
  try {
    for (const input of inputs) {
      const values = await countedValues(functionName, layer, input);
      yield values;
      values.dispose();
    }
  } finally {
    disposeOfInputs(inputs);
  }
}

async function countedValues(
  functionName: string,
  layer: AnyBatchNormalization,
  { x, weights }: LayerInput,
): Promise<tf.Tensor2D> {
  // Masks cover the first axes, so that axes counted from the end stay the same.
  const rank = layer.inputSpec[0]!.ndim!;
  const axes = channelAxes(layer).map((axis) => axis - rank);
  const isCounted = weights && tf.cast(weights, 'bool');
  const counted = isCounted ? await tf.booleanMaskAsync(x, isCounted) : x.clone();
  const values = tf.tidy(() => {
    const layout = channelLayout(functionName, axes, counted.shape);
    const { axis, channels } = layout;
    const view = layout.toCore(counted);
    const others = view.shape.map((_, other) => other).filter((other) => other !== axis);
    const isLast = axis === view.rank - 1;
    const channelsLast = isLast ? view : tf.transpose(view, [...others, axis]);
    return tf.reshape(channelsLast, [-1, channels]).clone() as tf.Tensor2D;
  });
  tf.dispose([counted, isCounted ?? []]);
  return values;
}
