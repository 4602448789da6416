import { ArgumentError, checkNumber, checkOptions, show } from '@bnlab/arguments';
import { standardNormal } from '../random/standard-normal';
import type { Matrix } from './matrix';

/** The options of {@link normalWeights}. */
export interface NormalWeightsOptions {
  /** Any integer; the same seed gives the same weights on every machine. */
  seed: number;
  /** Standard deviation of the weights, above 0. The lesson uses 0.05 (good) and 5 (bad). */
  standardDeviation: number;
}

/**
 * Starting weights of a fully connected network: one matrix per pair of neighbouring layers, every value drawn from the
 * normal distribution with mean 0.
 *
 * @param layerSizes - Units per layer, inputs first, for example `[784, 100, 100, 100, 10]`.
 * @returns `layerSizes.length - 1` matrices of shape [layerSizes[i], layerSizes[i + 1]].
 * @throws ArgumentError if there are fewer than two layers, or a size, the seed or the standard deviation is out of range.
 */
export function normalWeights(layerSizes: readonly number[], options: NormalWeightsOptions): Matrix[] {
  checkOptions('normalWeights', options, ['seed', 'standardDeviation']);
  return drawWeights('normalWeights', layerSizes, options);
}

/** The same, with errors in the name of the function that the user called. */
export function drawWeights(
  functionName: string,
  layerSizes: readonly number[],
  { seed, standardDeviation }: NormalWeightsOptions,
): Matrix[] {
  checkLayerSizes(functionName, layerSizes);
  checkNumber(functionName, 'seed', seed, { integer: true });
  checkNumber(functionName, 'standardDeviation', standardDeviation, { above: 0 });
  const draw = standardNormal(seed);
  return layerSizes.slice(1).map((columns, index) => {
    const rows = layerSizes[index]!;
    const values = Float32Array.from({ length: rows * columns }, () => standardDeviation * draw());
    return { rows, columns, values };
  });
}

function checkLayerSizes(functionName: string, layerSizes: unknown): void {
  const isSize = (size: unknown) => Number.isInteger(size) && (size as number) > 0;
  if (Array.isArray(layerSizes) && layerSizes.length >= 2 && layerSizes.every(isSize)) return;
  const got = Array.isArray(layerSizes) ? `[${layerSizes.join(', ')}]` : show(layerSizes);
  throw new ArgumentError(
    functionName,
    `layerSizes must be an array of two or more positive integers, inputs first, got ${got}`,
  );
}
