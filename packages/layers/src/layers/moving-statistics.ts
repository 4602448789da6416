import * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';
import { ArgumentError } from '@bnlab/arguments';
import type { BatchCount } from './batch-count';
import type { BatchStatistics } from './batch-statistics';
import { canWaitForValues, type LateError, readsAtOnce, whenRead } from './synchronous-reads';

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
  /** The name that errors begin with. */
  functionName: string;
  /** Share of the old statistics that is kept; `null` for the cumulative average. */
  momentum: number | null;
  bessel: boolean;
  /** Values per channel that a batch must have, or a ghost batch, to be followed. Default 1. */
  leastCount?: number;
  /** Whether the batch was normalized with its own statistics: one that was not is not looked at. Default true. */
  isUsed?: true | tf.Tensor;
  /** Batches that the statistics hold; those that are added are counted there. */
  batchesSeen: BatchCount;
  onNonFinite: 'skip' | 'error' | 'allow';
  /** Called when statistics that are not finite were left out; on some backends later. */
  onSkip: () => void;
  /** Takes an error that is found after the call. */
  lateError: LateError;
}

/**
 * Adds a batch to the population's statistics, in place: average = momentum * average + (1 - momentum) * batch. A batch
 * without values is left out and not counted, nor is one that is not finite.
 *
 * @throws ArgumentError if values are not finite and that is an error; where values come with promises only, the error goes
 *   to `lateError`.
 */
export function updateMovingStatistics(
  moving: MovingStatistics,
  batch: BatchStatistics,
  options: MovingStatisticsOptions,
): void {
  const reads = readsAtOnce() || (options.onNonFinite === 'error' && canWaitForValues());
  if (reads) updateByReading(moving, batch, options);
  else updateOnDevice(moving, batch, options);
}

function updateByReading(
  moving: MovingStatistics,
  batch: BatchStatistics,
  options: MovingStatisticsOptions,
): void {
  const { batchesSeen, bessel, isUsed = true, momentum, onNonFinite, onSkip } = options;
  if (isUsed !== true && !isUsed.dataSync()[0]) return;
  const [means, variances] = [batch.mean.dataSync(), batch.variance.dataSync()];
  if (onNonFinite !== 'allow' && !(means.every(Number.isFinite) && variances.every(Number.isFinite))) {
    if (onNonFinite === 'error') throw nonFiniteError(options);
    return onSkip();
  }
  const allMeans = moving.mean.read().dataSync().slice();
  const allVariances = moving.variance.read().dataSync().slice();
  const { channels = allMeans.length, population = 0 } = moving;
  const mean = allMeans.subarray(population * channels, (population + 1) * channels);
  const variance = allVariances.subarray(population * channels, (population + 1) * channels);
  const before = batchesSeen.known;
  for (const [row, ofRow] of batch.counts.entries()) {
    const count = typeof ofRow === 'number' ? ofRow : ofRow.dataSync()[0]!;
    if (count < neededCount(options)) continue;
    const weight = 1 - (momentum ?? batchesSeen.known / (batchesSeen.known + 1));
    const correction = bessel ? count / (count - 1) : 1;
    const offset = row * channels;
    for (let channel = 0; channel < channels; channel++) {
      mean[channel]! += (means[offset + channel]! - mean[channel]!) * weight;
      variance[channel]! += (variances[offset + channel]! * correction - variance[channel]!) * weight;
    }
    batchesSeen.add(1);
  }
  if (batchesSeen.known === before) return;
  moving.mean.write(tf.tensor(allMeans, moving.mean.shape as number[]));
  moving.variance.write(tf.tensor(allVariances, moving.variance.shape as number[]));
}

function updateOnDevice(
  moving: MovingStatistics,
  batch: BatchStatistics,
  options: MovingStatisticsOptions,
): void {
  const { momentum, bessel, isUsed = true, onNonFinite, batchesSeen } = options;
  const finite =
    onNonFinite === 'allow' ? undefined : tf.all(tf.isFinite(tf.add(batch.mean, batch.variance)));
  if (finite) {
    const isFine = isUsed === true ? finite : tf.logicalOr(finite, tf.logicalNot(isUsed));
    const error = onNonFinite === 'error' && nonFiniteError(options);
    void whenRead(isFine, ([isFine]) => {
      if (isFine) return;
      if (error) options.lateError.report(error);
      else options.onSkip();
    });
  }
  const { channels = moving.mean.read().size, population: index = 0 } = moving;
  const populationOf = (weight: tfl.LayerVariable) =>
    tf.gather<tf.Tensor>(tf.reshape(weight.read(), [-1, channels]), index) as tf.Tensor1D;
  const rows = (statistics: tf.Tensor) =>
    tf.unstack(tf.reshape<tf.Rank.R2>(statistics, [-1, channels])) as tf.Tensor1D[];
  const [means, variances] = [rows(batch.mean), rows(batch.variance)];
  const before = { mean: populationOf(moving.mean), variance: populationOf(moving.variance) };
  let { mean, variance } = before;
  const needed = neededCount(options);
  const counted = [...batch.counts.entries()].filter(
    ([, count]) => typeof count !== 'number' || count >= needed,
  );
  if (counted.length === 0) return;
  const seen = momentum === null ? batchesSeen.exact() : 0;
  for (const [place, [row, count]] of counted.entries()) {
    const share = momentum === null ? tf.div(1, tf.add(seen, place + 1)) : 1 - momentum;
    const ofBatch = variances[row]!;
    const unbiased = () => tf.mul(ofBatch, tf.div(count, tf.sub(count, 1)));
    mean = average(mean, means[row]!, share);
    variance = average(variance, bessel ? unbiased() : ofBatch, share);
  }
  const conditions = counted.flatMap(([, count]) =>
    typeof count === 'number' ? [] : [tf.greaterEqual(count, needed)],
  );
  if (finite) conditions.push(finite);
  if (conditions.length === 0) batchesSeen.add(counted.length);
  else {
    const areCounted = conditions.reduce((all, condition) => tf.logicalAnd(all, condition));
    mean = tf.where(areCounted, mean, before.mean);
    variance = tf.where(areCounted, variance, before.variance);
    batchesSeen.addIf(areCounted, counted.length);
  }
  const write = (weight: tfl.LayerVariable, values: tf.Tensor1D) => {
    const all = tf.reshape<tf.Rank.R2>(weight.read(), [-1, channels]);
    const parts = [tf.slice(all, 0, index), tf.reshape(values, [1, channels]), tf.slice(all, index + 1)];
    weight.write(tf.reshape(tf.concat(parts, 0), weight.shape as number[]));
  };
  write(moving.mean, mean);
  write(moving.variance, variance);
}

/** (1 - share) * before + share * now */
function average(before: tf.Tensor1D, now: tf.Tensor, share: number | tf.Tensor): tf.Tensor1D {
  const kept = typeof share === 'number' ? 1 - share : tf.sub(1, share);
  return tf.add(tf.mul(before, kept), tf.mul(now, share));
}

/** Bessel's correction makes nothing of a single value. */
function neededCount({ bessel, leastCount = 1 }: MovingStatisticsOptions): number {
  return Math.max(leastCount, bessel ? 2 : 1);
}

function nonFiniteError({ functionName, batchesSeen }: MovingStatisticsOptions): ArgumentError {
  const where = `batch ${batchesSeen.known + 1} has values that are not finite in the input of this layer`;
  return new ArgumentError(functionName, where);
}
