import { standardNormal } from '../random/standard-normal';
import type { Matrix } from './matrix';

/** What {@link normalWeights} draws from. */
export interface NormalWeightsOptions {
  /** Any integer; the same seed gives the same weights on every machine. */
  seed: number;
  /** Deviation of each weight around 0; positive. The lesson takes 0.05 (good) and 5 (bad). */
  standardDeviation: number;
}

/**
 * Starting weights for a fully connected network: one matrix between each two neighbouring layers, every value drawn
 * from the normal distribution with mean 0.
 *
 * @param layerSizes Units a layer, inputs first, for example `[784, 100, 100, 100, 10]`.
 * @returns `layerSizes.length - 1` matrices of shape [layerSizes[i], layerSizes[i + 1]].
 * @throws RangeError on fewer than two layers, a size that is no positive integer, a seed that is no integer, or a
 *   deviation that is not a positive number.
 */
export function normalWeights(
  layerSizes: readonly number[],
  { seed, standardDeviation }: NormalWeightsOptions,
): Matrix[] {
  checkArguments(layerSizes, seed, standardDeviation);
  const draw = standardNormal(seed);
  return layerSizes.slice(1).map((columns, index) => {
    const rows = layerSizes[index]!;
    const values = Float32Array.from({ length: rows * columns }, () => standardDeviation * draw());
    return { rows, columns, values };
  });
}

function checkArguments(layerSizes: readonly number[], seed: number, standardDeviation: number): void {
  if (layerSizes.length < 2 || !layerSizes.every((size) => Number.isInteger(size) && size > 0)) {
    throw new RangeError(
      `normalWeights: layerSizes must be two or more positive integers, inputs first, got [${layerSizes.join(', ')}]`,
    );
  }
  if (!Number.isInteger(seed)) {
    throw new RangeError(`normalWeights: seed must be an integer, got ${seed}`);
  }
  if (!(standardDeviation > 0 && Number.isFinite(standardDeviation))) {
    throw new RangeError(
      `normalWeights: standardDeviation must be a positive number, got ${standardDeviation}`,
    );
  }
}
