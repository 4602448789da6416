import * as tf from '@tensorflow/tfjs-core';
import { checkNumber, checkOptions } from '@bnlab/arguments';
import { checkPerChannel } from './arguments';
import { batchNormArguments, type BatchNormOptions, commonOptions } from './batch-norm-arguments';
import { batchNormTraining, type BatchNormTrainingResult } from './batch-norm-training';
import { channelAffine } from './channel-affine';
import { withoutGradient } from './tape';

export interface BatchRenormOptions extends BatchNormOptions {
  /** The population's mean so far, [channels]. */
  populationMean: tf.Tensor;
  /** The population's variance so far, [channels]. */
  populationVariance: tf.Tensor;
  /** Bound on the ratio of deviations: r stays in [1 / rMax, rMax]. At least 1. Default 3. */
  rMax?: number | undefined;
  /** Bound on the shift in deviations: d stays in [-dMax, dMax]. At least 0. Default 5. */
  dMax?: number | undefined;
}

/**
 * output = gamma * (xHat * r + d) + beta, where xHat is normalized by the batch and
 *
 *     r = deviation / populationDeviation          clipped to [1 / rMax, rMax]
 *     d = (mean - populationMean) / populationDeviation    clipped to [-dMax, dMax]
 *
 * are constants of the batch. Unclipped, r and d turn the batch's normalization into the population's: training and
 * inference then agree, which plain batch norm cannot promise when batches are small or their examples depend on each
 * other. The gradient still flows through the batch's statistics. With rMax = 1 and dMax = 0 it is batch norm.
 *
 * A deviation is sqrt(variance + epsilon). Inference is {@link batchNormInference}, as ever.
 *
 * Source: Ioffe, "Batch Renormalization: Towards Reducing Minibatch Dependence in Batch-Normalized Models", 2017.
 *
 * @param x Tensor of rank 2 to 6, float32.
 * @returns Output and the batch's mean and variance, to be disposed of by the caller.
 * @throws ArgumentError if an argument is not as described, or an option's name is not known.
 */
export function batchRenormTraining(x: tf.Tensor, options: BatchRenormOptions): BatchNormTrainingResult {
  const known = ['populationMean', 'populationVariance', 'rMax', 'dMax', ...commonOptions];
  const { gamma, beta, axis, epsilon, view } = batchNormArguments('batchRenormTraining', x, options, known);
  const { populationMean, populationVariance, rMax = 3, dMax = 5 } = options;
  checkPerChannel('batchRenormTraining', 'populationMean', populationMean, view.channels);
  checkPerChannel('batchRenormTraining', 'populationVariance', populationVariance, view.channels);
  checkNumber('batchRenormTraining', 'rMax', rMax, { min: 1, finite: false });
  checkNumber('batchRenormTraining', 'dMax', dMax, { min: 0, finite: false });
  return tf.tidy(() => {
    const { output: xHat, mean, variance } = batchNormTraining(x, { axis, epsilon });
    const rate = (variance: tf.Tensor) => tf.rsqrt(tf.add(variance, epsilon));
    const r = withoutGradient(() =>
      tf.tidy(() => clip(tf.div(rate(populationVariance), rate(variance)), 1 / rMax, rMax)),
    );
    const d = withoutGradient(() =>
      tf.tidy(() => clip(tf.mul(tf.sub(mean, populationMean), rate(populationVariance)), -dMax, dMax)),
    );
    const scale = gamma ? tf.mul(r, gamma) : r;
    const scaledShift = gamma ? tf.mul(d, gamma) : d;
    const shift = beta ? tf.add(scaledShift, beta) : scaledShift;
    return { output: channelAffine(xHat, scale, shift, { axis, view }), mean, variance };
  });
}

/** How the limits of batch renormalization widen over the steps, see {@link batchRenormLimits}. */
export interface BatchRenormSchedule {
  /** Steps of plain batch norm at the start. Default 5,000. */
  warmup?: number | undefined;
  /** The last value of rMax, and the step at which it is reached. Default 3 at 40,000. */
  rMax?: number | undefined;
  rMaxStep?: number | undefined;
  /** The last value of dMax, and the step at which it is reached. Default 5 at 25,000. */
  dMax?: number | undefined;
  dMaxStep?: number | undefined;
}

/**
 * rMax and dMax for a step of training: 1 and 0 (plain batch norm) while the population's statistics settle, then
 * linearly up to their last values. The defaults are the paper's.
 *
 * @param step Steps taken so far, from 0.
 * @throws ArgumentError if step is no number of at least 0, or an option's name is not known.
 */
export function batchRenormLimits(
  step: number,
  schedule: BatchRenormSchedule = {},
): { rMax: number; dMax: number } {
  checkOptions('batchRenormLimits', schedule, ['warmup', 'rMax', 'rMaxStep', 'dMax', 'dMaxStep']);
  checkNumber('batchRenormLimits', 'step', step, { min: 0, finite: false });
  const { warmup = 5_000, rMax = 3, rMaxStep = 40_000, dMax = 5, dMaxStep = 25_000 } = schedule;
  checkNumber('batchRenormLimits', 'rMax', rMax, { min: 1, finite: false });
  for (const [name, value] of Object.entries({ warmup, rMaxStep, dMax, dMaxStep })) {
    checkNumber('batchRenormLimits', name, value, { min: 0, finite: false });
  }
  const progress = (until: number) => {
    if (step <= warmup) return 0;
    return step >= until ? 1 : (step - warmup) / (until - warmup);
  };
  return { rMax: 1 + (rMax - 1) * progress(rMaxStep), dMax: dMax * progress(dMaxStep) };
}

/** `clipByValue` leaves its output unwritten on the WebAssembly backend when both bounds are the same. */
function clip(values: tf.Tensor, low: number, high: number): tf.Tensor {
  return tf.minimum(tf.maximum(values, low), high);
}
