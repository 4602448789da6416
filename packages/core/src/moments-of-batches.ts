import * as tf from '@tensorflow/tfjs-core';
import { ArgumentError, checkOptions, show } from '@bnlab/arguments';
import { checkAxis, checkTensor } from './arguments';
import { batchMoments } from './batch-moments';
import { mergeMoments } from './merge-moments';
import type { Moments } from './moments';

/**
 * The exact mean and variance of a whole data set in one pass over its batches, whatever their sizes. A moving average
 * covers about the last hundred batches, under weights that have changed since; this function uses all batches, under
 * the current weights. Also known as precise batch normalization.
 *
 * Source: Wu and Johnson, "Rethinking 'Batch' in BatchNorm", 2021, section 3, with exact merging of the variances
 * instead of an average over batches.
 *
 * @param batches Inputs of the layer: float32 tensors of rank 2 to 6 with the same number of channels. They are not
 *   disposed of; a generator may dispose of each tensor after its `yield`.
 * @param options.axis Channel axis; negative values count from the end. Default -1.
 * @returns Mean and biased variance, to be disposed of by the caller, and the number of values per channel. Pass the
 *   result to `unbiasedVariance` for the unbiased variance.
 * @throws ArgumentError if `batches` is not an iterable of tensors or holds no values.
 */
export async function momentsOfBatches(
  batches: Iterable<tf.Tensor> | AsyncIterable<tf.Tensor>,
  options: { axis?: number | undefined } = {},
): Promise<Moments> {
  checkOptions('momentsOfBatches', options, ['axis']);
  checkIterable(batches);
  let population: Moments | undefined;
  try {
    for await (const batch of batches) {
      checkTensor('momentsOfBatches', 'each of batches', batch, { minRank: 2 });
      checkAxis('momentsOfBatches', options.axis ?? -1, batch.rank);
      const moments = batchMoments(batch, options);
      if (population === undefined) {
        population = moments;
        continue;
      }
      const merged = mergeMoments(population, moments);
      [population, moments].forEach(disposeOfMoments);
      population = merged;
    }
  } catch (error) {
    if (population) disposeOfMoments(population);
    throw error;
  }
  if (population === undefined || population.count === 0) {
    if (population) disposeOfMoments(population);
    throw new ArgumentError('momentsOfBatches', 'batches must hold at least one value per channel, got none');
  }
  return population;
}

function checkIterable(batches: unknown): void {
  if (typeof batches === 'object' && batches !== null) {
    if (Symbol.iterator in batches || Symbol.asyncIterator in batches) return;
  }
  const fix = batches instanceof tf.Tensor ? '; pass [tensor] for one batch' : '';
  throw new ArgumentError(
    'momentsOfBatches',
    `batches must be an iterable of tensors, such as an array or an async generator, got ${show(batches)}${fix}`,
  );
}

function disposeOfMoments({ mean, variance }: Moments): void {
  mean.dispose();
  variance.dispose();
}
