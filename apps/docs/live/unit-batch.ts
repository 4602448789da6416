import type { Dataset } from '@bnlab/mnist';
import type { LayerInputs, LiveNetwork } from './networks/live-network';

/** One unit of a hidden layer over a batch: all that its batch norm, or its activation, works on. */
export interface UnitBatch {
  /** A value per image; of a convolution that at the middle of its map. */
  values: Float32Array;
  /** Over all images and places. The variance divides by their number. */
  mean: number;
  variance: number;
  /** How many numbers that mean is of. */
  count: number;
  gamma?: number;
  beta?: number;
}

/** What one unit of a network gets when these images are one batch of training. */
export async function unitBatch(
  net: Pick<LiveNetwork, 'inputsOf'>,
  images: Dataset,
  { layer, unit }: { layer: number; unit: number },
): Promise<UnitBatch> {
  return batchOf(await net.inputsOf(layer, images), unit);
}

function batchOf({ values, places, units, gamma, beta }: LayerInputs, unit: number): UnitBatch {
  const all = values.filter((_, index) => index % units === unit);
  let [sum, squares] = [0, 0];
  for (const value of all) sum += value;
  const mean = sum / all.length;
  for (const value of all) squares += (value - mean) ** 2;
  const middle = middleOf(places);
  return {
    values: all.filter((_, index) => index % places === middle),
    ...{ mean, variance: squares / all.length, count: all.length },
    ...(gamma && beta ? { gamma: gamma[unit]!, beta: beta[unit]! } : {}),
  };
}

/** The place in the middle of a square map, row by row. */
function middleOf(places: number): number {
  const half = Math.floor(Math.sqrt(places) / 2);
  return half * Math.sqrt(places) + half;
}
