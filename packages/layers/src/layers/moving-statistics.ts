import * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';
import { ArgumentError } from '@bnlab/arguments';
import { updatePopulation } from '@bnlab/core';
import type { BatchStatistics } from './batch-statistics';

/** The two weights that hold the population's statistics, or one for each of several populations. */
export interface MovingStatistics {
  mean: tfl.LayerVariable;
  variance: tfl.LayerVariable;
  /** How many channels a population has. Default: as many as the weights have values. */
  channels?: number;
  /** Which population of the weights it is. Default 0. */
  population?: number;
}

export interface MovingStatisticsOptions {
  /** What errors are reported as. */
  functionName: string;
  /** Share of the old statistics that is kept; `null` for the cumulative average. */
  momentum: number | null;
  bessel: boolean;
  /** Values per channel that a batch must have, or a ghost batch, to be followed. Default 1. */
  leastCount?: number;
  /** Batches that the statistics hold already. */
  batchesSeen: number;
  onNonFinite: 'skip' | 'error' | 'allow';
  /** Called when statistics that are not finite were left out; on some backends later. */
  onSkip: () => void;
}

/** Backends whose tensors lie in this process: reading one is a copy, and cheaper than an operation. */
const readAtOnce = ['wasm', 'cpu', 'tensorflow'];

/**
 * Adds a batch to the population's statistics, in place: average = momentum * average + (1 - momentum) * batch.
 *
 * @returns How many batches the statistics hold now. A batch without values is not one, nor is one that was skipped; where
 *   values are not read, because that would hold up the device, those skipped are counted.
 */
export function updateMovingStatistics(
  moving: MovingStatistics,
  batch: BatchStatistics,
  options: MovingStatisticsOptions,
): number {
  const mustRead = options.momentum === null || options.onNonFinite === 'error';
  if (mustRead || readAtOnce.includes(tf.getBackend())) return updateByReading(moving, batch, options);
  return updateOnDevice(moving, batch, options);
}

function updateByReading(
  moving: MovingStatistics,
  batch: BatchStatistics,
  options: MovingStatisticsOptions,
): number {
  const [means, variances] = [batch.mean.dataSync(), batch.variance.dataSync()];
  if (
    options.onNonFinite !== 'allow' &&
    !(means.every(Number.isFinite) && variances.every(Number.isFinite))
  ) {
    if (options.onNonFinite === 'error') {
      const where = `batch ${options.batchesSeen + 1} has values that are not finite in the input of this layer`;
      throw new ArgumentError(options.functionName, where);
    }
    options.onSkip();
    return options.batchesSeen;
  }
  const allMeans = moving.mean.read().dataSync().slice();
  const allVariances = moving.variance.read().dataSync().slice();
  const { channels = allMeans.length, population = 0 } = moving;
  const mean = allMeans.subarray(population * channels, (population + 1) * channels);
  const variance = allVariances.subarray(population * channels, (population + 1) * channels);
  let seen = options.batchesSeen;
  for (const [row, count] of batch.counts.entries()) {
    if (!hasStatistics(count, options)) continue;
    const weight = 1 - (options.momentum ?? seen / (seen + 1));
    const correction = options.bessel ? count / (count - 1) : 1;
    const offset = row * channels;
    for (let channel = 0; channel < channels; channel++) {
      mean[channel]! += (means[offset + channel]! - mean[channel]!) * weight;
      variance[channel]! += (variances[offset + channel]! * correction - variance[channel]!) * weight;
    }
    seen++;
  }
  if (seen === options.batchesSeen) return seen;
  moving.mean.write(tf.tensor(allMeans, moving.mean.shape as number[]));
  moving.variance.write(tf.tensor(allVariances, moving.variance.shape as number[]));
  return seen;
}

function updateOnDevice(
  moving: MovingStatistics,
  batch: BatchStatistics,
  options: MovingStatisticsOptions,
): number {
  const { momentum, bessel, onNonFinite, onSkip } = options;
  const { channels = moving.mean.read().size, population: index = 0 } = moving;
  const populationOf = (weight: tfl.LayerVariable) =>
    tf.gather<tf.Tensor>(tf.reshape(weight.read(), [-1, channels]), index) as tf.Tensor1D;
  const rows = (statistics: tf.Tensor) =>
    tf.unstack(tf.reshape<tf.Rank.R2>(statistics, [-1, channels])) as tf.Tensor1D[];
  const [means, variances] = [rows(batch.mean), rows(batch.variance)];
  let population = {
    mean: populationOf(moving.mean),
    variance: populationOf(moving.variance),
    batches: options.batchesSeen,
  };
  const before = population;
  for (const [row, count] of batch.counts.entries()) {
    if (!hasStatistics(count, options)) continue;
    const moments = { mean: means[row]!, variance: variances[row]!, count };
    population = updatePopulation(population, moments, { momentum, bessel });
  }
  if (population === before) return before.batches;
  if (onNonFinite === 'skip') {
    const finite = tf.all(tf.isFinite(tf.add(batch.mean, batch.variance)));
    population.mean = tf.where(finite, population.mean, before.mean);
    population.variance = tf.where(finite, population.variance, before.variance);
    void reportLater(tf.keep(finite), onSkip);
  }
  const write = (weight: tfl.LayerVariable, values: tf.Tensor1D) => {
    const all = tf.reshape<tf.Rank.R2>(weight.read(), [-1, channels]);
    const parts = [tf.slice(all, 0, index), tf.reshape(values, [1, channels]), tf.slice(all, index + 1)];
    weight.write(tf.reshape(tf.concat(parts, 0), weight.shape as number[]));
  };
  write(moving.mean, population.mean);
  write(moving.variance, population.variance);
  return population.batches;
}

/** Bessel's correction makes nothing of a single value. */
function hasStatistics(count: number, { bessel, leastCount = 1 }: MovingStatisticsOptions): boolean {
  return count >= Math.max(leastCount, bessel ? 2 : 1);
}

async function reportLater(finite: tf.Tensor, onSkip: () => void): Promise<void> {
  const [isFinite] = await finite.data();
  finite.dispose();
  if (!isFinite) onSkip();
}
