import * as tf from '@tensorflow/tfjs-core';
import { ArgumentError, checkOptions } from '@bnlab/arguments';
import { checkEpsilon, checkMomentum, checkObject, checkPerChannel, checkTensor, shapeOf } from './arguments';
import { batchNormInference } from './batch-norm-inference';
import { batchNormTraining } from './batch-norm-training';
import { movingAverage } from './moving-average';

/** Options of {@link timeStepBatchNormTraining} and {@link timeStepBatchNormInference}. */
export interface TimeStepOptions {
  /** Scale, [channels], shared by all time steps. Default: no scale, as if all ones. The paper initializes it to 0.1. */
  gamma?: tf.Tensor | undefined;
  /** Shift, [channels], shared by all time steps. Default: no shift, as if all zeros. */
  beta?: tf.Tensor | undefined;
  /** Added to the variance before the square root; finite, 0 or more. Default 1e-3. */
  epsilon?: number | undefined;
}

/** Statistics per time step: row t holds those of time step t. */
export type TimeStepStatistics = {
  /** Mean, [steps, channels]. */
  mean: tf.Tensor2D;
  /** Variance, [steps, channels]. */
  variance: tf.Tensor2D;
};

/**
 * Batch normalization of sequences in training, with separate statistics per time step. In a recurrent network the
 * distribution changes over the first steps, so that statistics shared by all steps would fit none of them.
 *
 * Source: Cooijmans, Ballas, Laurent, Gulcehre and Courville, "Recurrent Batch Normalization", 2016.
 *
 * @param x [batch, steps, channels], float32.
 * @returns Output in the shape of x, mean and variance of shape [steps, channels], to be disposed of by the caller.
 * @throws ArgumentError if an argument is invalid or an option is unknown.
 */
export function timeStepBatchNormTraining(
  x: tf.Tensor,
  options: TimeStepOptions = {},
): { output: tf.Tensor } & TimeStepStatistics {
  checkOptions('timeStepBatchNormTraining', options, ['gamma', 'beta', 'epsilon']);
  const [batch, steps, channels] = checkSequence('timeStepBatchNormTraining', x, options);
  const { gamma, beta, epsilon } = options;
  return tf.tidy(() => {
    // Each pair of a time step and a channel is one channel of batch normalization.
    const { output, mean, variance } = batchNormTraining(tf.reshape(x, [batch, steps * channels]), {
      gamma: gamma && tf.tile(gamma, [steps]),
      beta: beta && tf.tile(beta, [steps]),
      epsilon,
    });
    return {
      output: tf.reshape(output, x.shape),
      mean: tf.reshape(mean, [steps, channels]),
      variance: tf.reshape(variance, [steps, channels]),
    };
  });
}

/**
 * Batch normalization of sequences at inference, with population statistics per time step. Time steps beyond the last
 * one that has statistics use those of the last, as in the paper.
 *
 * @param x [batch, steps, channels], float32.
 * @param options.mean Population means, [maxSteps, channels].
 * @param options.variance Population variances, [maxSteps, channels].
 * @returns A tensor in the shape of x, to be disposed of by the caller. Differentiable.
 * @throws ArgumentError if an argument is invalid or an option is unknown.
 */
export function timeStepBatchNormInference(
  x: tf.Tensor,
  options: TimeStepOptions & { mean: tf.Tensor; variance: tf.Tensor },
): tf.Tensor {
  checkOptions('timeStepBatchNormInference', options, ['mean', 'variance', 'gamma', 'beta', 'epsilon']);
  const [batch, steps, channels] = checkSequence('timeStepBatchNormInference', x, options);
  const { mean, variance, gamma, beta, epsilon } = options;
  checkStepRows('timeStepBatchNormInference', 'mean', mean, channels);
  checkStepRows('timeStepBatchNormInference', 'variance', variance, channels);
  return tf.tidy(() => {
    const output = batchNormInference(tf.reshape(x, [batch, steps * channels]), {
      mean: tf.reshape(rowsForSteps(mean, steps), [-1]),
      variance: tf.reshape(rowsForSteps(variance, steps), [-1]),
      gamma: gamma && tf.tile(gamma, [steps]),
      beta: beta && tf.tile(beta, [steps]),
      epsilon,
    });
    return tf.reshape(output, x.shape);
  });
}

/**
 * Updates population statistics per time step: momentum * old + (1 - momentum) * batch for the time steps of the batch.
 * The other rows stay unchanged; time steps of the batch beyond maxSteps are ignored.
 *
 * @param population Population statistics, [maxSteps, channels]. They are not changed.
 * @param batch Batch statistics, [steps, channels].
 * @param options.momentum Share of the old statistics that is kept, in [0, 1]. Default 0.99.
 * @returns New statistics, to be disposed of by the caller.
 * @throws ArgumentError if the numbers of channels differ or momentum is out of range.
 */
export function updateTimeSteps(
  population: TimeStepStatistics,
  batch: TimeStepStatistics,
  options: { momentum?: number | undefined } = {},
): TimeStepStatistics {
  checkOptions('updateTimeSteps', options, ['momentum']);
  const { momentum = 0.99 } = options;
  checkMomentum('updateTimeSteps', momentum);
  checkObject('updateTimeSteps', 'population', population, '{ mean, variance }');
  checkObject('updateTimeSteps', 'batch', batch, '{ mean, variance }');
  checkTensor('updateTimeSteps', 'population.mean', population.mean, { minRank: 2, maxRank: 2 });
  const channels = population.mean.shape[1];
  checkStepRows('updateTimeSteps', 'population.variance', population.variance, channels);
  checkStepRows('updateTimeSteps', 'batch.mean', batch.mean, channels);
  checkStepRows('updateTimeSteps', 'batch.variance', batch.variance, channels);
  const update = (old: tf.Tensor2D, value: tf.Tensor2D) => {
    const steps = Math.min(old.shape[0], value.shape[0]);
    const seen = (rows: tf.Tensor2D) => tf.slice(rows, [0, 0], [steps, channels]);
    const updated = movingAverage(seen(old), seen(value), { momentum });
    return tf.concat2d([updated, tf.slice(old, [steps, 0])], 0);
  };
  return tf.tidy(() => ({
    mean: update(population.mean, batch.mean),
    variance: update(population.variance, batch.variance),
  }));
}

function checkSequence(
  name: string,
  x: tf.Tensor,
  { gamma, beta, epsilon = 1e-3 }: TimeStepOptions,
): [batch: number, steps: number, channels: number] {
  checkTensor(name, 'x', x, { minRank: 3, maxRank: 3 });
  checkEpsilon(name, epsilon);
  const [batch, steps, channels] = x.shape as [number, number, number];
  if (gamma !== undefined) checkPerChannel(name, 'gamma', gamma, channels);
  if (beta !== undefined) checkPerChannel(name, 'beta', beta, channels);
  return [batch, steps, channels];
}

function checkStepRows(name: string, argument: string, value: unknown, channels: number): void {
  checkTensor(name, argument, value);
  if (value.rank === 2 && value.shape[0] > 0 && value.shape[1] === channels) return;
  throw new ArgumentError(name, `${argument} must have shape [steps, ${channels}], got ${shapeOf(value)}`);
}

/** Row min(t, last) for each step t. */
function rowsForSteps(rows: tf.Tensor, steps: number): tf.Tensor {
  const last = rows.shape[0] - 1;
  const indices = Array.from({ length: steps }, (_, t) => Math.min(t, last));
  return tf.gather(rows, tf.tensor1d(indices, 'int32'));
}
