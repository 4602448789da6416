import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import type { Activation } from './activation';
import type { NetworkDescription } from './network-description';
import { isNormalized, type LayerState, type NetworkState } from './network-state';

/**
 * A standard `tf.LayersModel` that predicts what the network predicts with population statistics.
 *
 * @returns A model from [batch, inputs] to logits [batch, classes]. Who asked for it disposes of it.
 */
export function createLayersModel(description: NetworkDescription, state: NetworkState): tfl.Sequential {
  const model = tfl.sequential();
  state.layers.forEach((layer, index) => {
    const [linear, normalization] = addLayer(model, description, index);
    tf.tidy(() => {
      const [weights, bias, ...rest] = tensorsOf(layer);
      if (!normalization) return linear.setWeights([weights!, bias!]);
      linear.setWeights([weights!]);
      normalization.setWeights([bias!, ...rest]);
    });
  });
  return model;
}

/** The state that the weights of a model made by {@link createLayersModel} hold. */
export async function readLayersModel(
  model: tfl.LayersModel,
  description: NetworkDescription,
  step: number,
): Promise<NetworkState> {
  const tensors = model.layers.flatMap((layer) => layer.getWeights());
  const layers: LayerState[] = [];
  for (let index = 0; index < description.layerSizes.length - 1; index++) {
    const count = isNormalized(description, index) ? 5 : 2;
    layers.push(await readLayer(tensors.splice(0, count)));
  }
  return { step, layers };
}

/** Adds layer `index` of the network; returns the layers that hold its values. */
function addLayer(
  model: tfl.Sequential,
  description: NetworkDescription,
  index: number,
): [linear: tfl.layers.Layer, normalization?: tfl.layers.Layer] {
  const { layerSizes, activation, placement, momentum, epsilon } = description;
  const isOutput = index === layerSizes.length - 2;
  const normalized = isNormalized(description, index);
  const inputShape = index === 0 ? [layerSizes[0]!] : undefined;
  const linear = tfl.layers.dense({
    units: layerSizes[index + 1]!,
    useBias: !normalized,
    inputShape,
    // The weights are set afterwards; random ones would need a backend that computes.
    kernelInitializer: 'zeros',
  });
  model.add(linear);
  if (isOutput) return [linear];
  if (!normalized) {
    model.add(activationLayer(activation));
    return [linear];
  }
  const normalization = tfl.layers.batchNormalization({ momentum, epsilon });
  const after = [normalization, activationLayer(activation)];
  for (const layer of placement === 'before-activation' ? after : after.reverse()) model.add(layer);
  return [linear, normalization];
}

function activationLayer(activation: Activation): tfl.layers.Layer {
  if (activation === 'leakyRelu') return tfl.layers.leakyReLU({ alpha: 0.2 });
  return tfl.layers.activation({ activation: activation === 'identity' ? 'linear' : activation });
}

function tensorsOf({ weights, ...vectors }: LayerState): tf.Tensor[] {
  const matrix = tf.tensor2d(weights.values, [weights.rows, weights.columns]);
  const { bias, gamma, beta, populationMean, populationVariance } = vectors;
  const rest = bias ? [bias] : [gamma!, beta!, populationMean!, populationVariance!];
  return [matrix, ...rest.map((values) => tf.tensor1d(values))];
}

async function readLayer([matrix, ...vectors]: tf.Tensor[]): Promise<LayerState> {
  const [rows, columns] = matrix!.shape as [number, number];
  const read = async (tensor: tf.Tensor) => (await tensor.data<'float32'>()).slice();
  const weights = { rows, columns, values: await read(matrix!) };
  const [first, ...rest] = await Promise.all(vectors.map(read));
  if (rest.length === 0) return { weights, bias: first };
  const [beta, populationMean, populationVariance] = rest;
  return { weights, gamma: first, beta, populationMean, populationVariance };
}
