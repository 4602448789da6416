import * as tf from '@tensorflow/tfjs-core';
import { ArgumentError, checkBoolean, checkNumber, checkOptions, show } from '@bnlab/arguments';
import { checkMomentum, checkMoments, checkObject, checkShape, checkTensor } from './arguments';
import type { Moments } from './moments';
import { movingAverage } from './moving-average';

/** Estimates of the population mean and variance, used at inference instead of the batch statistics. */
export type PopulationStatistics = {
  /** Mean, [channels]. */
  mean: tf.Tensor1D;
  /** Variance, [channels]. */
  variance: tf.Tensor1D;
  /** Number of batches seen so far. */
  batches: number;
};

/** Options of {@link updatePopulation}. */
export interface UpdatePopulationOptions {
  /**
   * Share of the old statistics that is kept, in [0, 1], as in Keras and TensorFlow; PyTorch's momentum is 1 minus
   * this. `null` for the cumulative average, in which all batches have the same weight. Default 0.99.
   */
  momentum?: number | null | undefined;
  /**
   * Whether to multiply each batch variance by m / (m - 1), Bessel's correction, which makes it an unbiased estimate
   * (the paper, PyTorch). Default false (the lesson, TensorFlow).
   */
  bessel?: boolean | undefined;
}

/** The statistics at the start of training: mean 0, variance 1, no batches. To be disposed of by the caller. */
export function initialPopulation(channels: number): PopulationStatistics {
  checkNumber('initialPopulation', 'channels', channels, { min: 0, integer: true });
  return { mean: tf.zeros([channels]), variance: tf.ones([channels]), batches: 0 };
}

/**
 * Updates the population statistics with one batch: momentum * old + (1 - momentum) * batch, for mean and variance. With
 * `momentum: null` (the cumulative average) the momentum is n / (n + 1) after n batches, so the first batch replaces the
 * initial values.
 *
 * A batch without values (count 0) changes nothing and is not counted.
 *
 * @param population The statistics so far. They are not changed.
 * @param batch Moments of the batch, from `batchMoments` or `batchNormTraining`, with the number of values per channel.
 * @returns New statistics, to be disposed of by the caller.
 * @throws ArgumentError if the shapes differ, momentum is neither null nor in [0, 1], or `bessel` is true for a batch
 *   with one value per channel, which has no unbiased variance.
 */
export function updatePopulation(
  population: PopulationStatistics,
  batch: Moments,
  options: UpdatePopulationOptions = {},
): PopulationStatistics {
  checkOptions('updatePopulation', options, ['momentum', 'bessel']);
  const { momentum = 0.99, bessel = false } = options;
  checkBoolean('updatePopulation', 'bessel', bessel);
  if (momentum !== null) checkMomentum('updatePopulation', momentum);
  checkPopulation(population);
  checkMoments('updatePopulation', 'batch', batch);
  const expected = { shape: population.mean.shape, of: 'population.mean' };
  checkShape('updatePopulation', 'batch.mean', batch.mean, expected);
  if (batch.count === 0) {
    return {
      mean: population.mean.clone(),
      variance: population.variance.clone(),
      batches: population.batches,
    };
  }
  const kept = { momentum: momentum ?? population.batches / (population.batches + 1) };
  return tf.tidy(() => ({
    mean: movingAverage(population.mean, batch.mean, kept),
    variance: movingAverage(population.variance, bessel ? unbiasedVariance(batch) : batch.variance, kept),
    batches: population.batches + 1,
  }));
}

/**
 * Bessel's correction: variance * m / (m - 1), the unbiased estimate of a population variance from m values.
 *
 * @param moments Moments with the biased variance of `count` values.
 * @returns A tensor of shape [channels], to be disposed of by the caller.
 * @throws ArgumentError if count is below 2.
 */
export function unbiasedVariance(moments: Pick<Moments, 'variance' | 'count'>): tf.Tensor1D {
  checkObject('unbiasedVariance', 'moments', moments, '{ variance, count }');
  const { variance, count } = moments;
  checkTensor('unbiasedVariance', 'moments.variance', variance);
  if (typeof count !== 'number' || !(count >= 2)) {
    const why = 'the spread of a single value is 0 whatever the population';
    throw new ArgumentError(
      'unbiasedVariance',
      `moments.count must be a number of at least 2 (${why}), got ${show(count)}`,
    );
  }
  return tf.tidy(() => tf.mul<tf.Tensor1D>(variance, count / (count - 1)));
}

function checkPopulation(population: PopulationStatistics): void {
  checkObject('updatePopulation', 'population', population, '{ mean, variance, batches }');
  const { mean, variance, batches } = population;
  checkTensor('updatePopulation', 'population.mean', mean);
  const expected = { shape: mean.shape, of: 'population.mean' };
  checkShape('updatePopulation', 'population.variance', variance, expected);
  checkNumber('updatePopulation', 'population.batches', batches, { min: 0, integer: true });
}
