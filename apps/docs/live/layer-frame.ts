import type { Distribution, LayerObservation } from '@bnlab/kernels';
import { densityOf, type Density } from './density';

/** One hidden layer of one network at one moment. */
export interface LayerFrame {
  /** The inputs of the activation, over all units and images. */
  before: Density;
  /** Its outputs. */
  after: Density;
  deviation: number;
  /** 5, 50 and 95 % of the inputs lie below these. */
  low: number;
  median: number;
  high: number;
  /** For each unit, the share of the images to which its activation responds. */
  live: Float32Array;
  /** The length of the gradient of the layer's weights, and of the weights themselves. */
  gradient: number;
  weights: number;
  gamma?: Float32Array;
  beta?: Float32Array;
}

/** A hidden layer as an engine saw it, and how its outputs are distributed. */
export function layerFrame(
  {
    preactivations,
    liveShares,
    norms,
    gamma,
    beta,
  }: Pick<LayerObservation, 'preactivations' | 'liveShares' | 'norms' | 'gamma' | 'beta'>,
  outputs: Distribution,
): LayerFrame {
  const [low, median, high] = preactivations!.quantiles as [number, number, number];
  return {
    before: densityOf(preactivations!.histogram),
    after: densityOf(outputs.histogram),
    deviation: preactivations!.deviation,
    ...{ low, median, high },
    live: liveShares!,
    gradient: norms.weightGradient,
    weights: norms.weights,
    ...(gamma && beta ? { gamma, beta } : {}),
  };
}
