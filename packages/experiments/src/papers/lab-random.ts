import { normalWeights } from '@bnlab/layers';

/** Standard normal draws from a seed. */
export function standardNormals(seed: number, count: number): Float32Array {
  return normalWeights([count, 1], { seed, standardDeviation: 1 })[0]!.values;
}
