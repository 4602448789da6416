import type { GraphDescription, GraphValues, LayerDescription } from '@bnlab/kernels';
import type { NetworkDescription } from './network-description';
import { isNormalized, type NetworkState } from './network-state';

const linear = (index: number) => `linear-${index}`;
const norm = (index: number) => `norm-${index}`;

/** A fully connected network written as layers, with its parameters. */
export function asGraph(
  description: NetworkDescription,
  { step, layers }: NetworkState,
): { graph: GraphDescription; values: GraphValues } {
  const { layerSizes, activation, placement, momentum, epsilon } = description;
  const written = layers.flatMap((_, index): LayerDescription[] => {
    const normalized = isNormalized(description, index);
    const units = layerSizes[index + 1]!;
    const product: LayerDescription = { kind: 'dense', name: linear(index), units, useBias: !normalized };
    if (index === layers.length - 1) return [product];
    const applied: LayerDescription = { kind: 'activation', activation };
    if (!normalized) return [product, applied];
    const batchNorm: LayerDescription = { kind: 'batchNorm', name: norm(index), momentum, epsilon };
    return [product, ...(placement === 'before-activation' ? [batchNorm, applied] : [applied, batchNorm])];
  });
  const values: { [layer: string]: { [role: string]: Float32Array } } = {};
  layers.forEach((layer, index) => {
    const { weights, bias, gamma, beta, populationMean, populationVariance } = layer;
    values[linear(index)] = { weights: weights.values, ...(bias && { bias }) };
    if (!gamma) return;
    values[norm(index)] = {
      ...{ gamma, beta: beta! },
      ...{ populationMean: populationMean!, populationVariance: populationVariance! },
    };
  });
  return { graph: { inputShape: [layerSizes[0]!], layers: written }, values: { step, layers: values } };
}

/** The state with the population statistics that its graph has now. */
export function withPopulation(state: NetworkState, { layers }: GraphValues): NetworkState {
  return {
    ...state,
    layers: state.layers.map((layer, index) => {
      const { populationMean, populationVariance } = layers[norm(index)] ?? {};
      if (!populationMean || !populationVariance) return layer;
      return { ...layer, populationMean, populationVariance };
    }),
  };
}
