import * as tf from '@tensorflow/tfjs-core';
import { checkNumber, checkOptions } from '@bnlab/arguments';
import { checkPerChannel } from './arguments';
import { batchNormArguments, type BatchNormOptions, commonOptions } from './batch-norm-arguments';
import { batchNormTraining, type BatchNormTrainingResult } from './batch-norm-training';
import { channelAffine } from './channel-affine';
import { withoutGradient } from './tape';

export interface BatchRenormOptions extends BatchNormOptions {
  /** Current estimate of the population mean, [channels]. */
  populationMean: tf.Tensor;
  /** Current estimate of the population variance, [channels]. */
  populationVariance: tf.Tensor;
  /** Bound on the ratio of standard deviations: r is clipped to [1 / rMax, rMax]. At least 1. Default 3. */
  rMax?: number | undefined;
  /** Bound on the shift, in standard deviations: d is clipped to [-dMax, dMax]. At least 0. Default 5. */
  dMax?: number | undefined;
}

/**
 * Batch renormalization in training: output = gamma * (xHat * r + d) + beta, where xHat is normalized by the batch and
 *
 *     std = sqrt(variance + epsilon)
 *     r   = std / populationStd                        clipped to [1 / rMax, rMax]
 *     d   = (mean - populationMean) / populationStd    clipped to [-dMax, dMax]
 *
 * No gradient flows through r and d; it does flow through the batch statistics. Without clipping, the output is
 * normalized by the population statistics, so training and inference agree even for small batches and for batches of
 * dependent examples. With rMax = 1 and dMax = 0 the result is that of {@link batchNormTraining}.
 *
 * At inference use {@link batchNormInference}.
 *
 * Source: Ioffe, "Batch Renormalization: Towards Reducing Minibatch Dependence in Batch-Normalized Models", 2017.
 *
 * @param x Tensor of rank 2 to 6, float32.
 * @returns Output and the batch mean and variance, to be disposed of by the caller.
 * @throws ArgumentError if an argument is invalid or an option is unknown.
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

/** Schedule of the limits of batch renormalization, see {@link batchRenormLimits}. */
export interface BatchRenormSchedule {
  /** Number of steps at the start with plain batch normalization. Default 5,000. */
  warmup?: number | undefined;
  /** Final value of rMax, and the step that reaches it. Default 3 at 40,000. */
  rMax?: number | undefined;
  rMaxStep?: number | undefined;
  /** Final value of dMax, and the step that reaches it. Default 5 at 25,000. */
  dMax?: number | undefined;
  dMaxStep?: number | undefined;
}

/**
 * rMax and dMax at a training step: 1 and 0 (plain batch normalization) during warmup, then linear growth to their final
 * values. The defaults are those of the paper.
 *
 * @param step Number of steps taken so far, 0 or more.
 * @throws ArgumentError if step is not a number of at least 0, or an option is unknown.
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
