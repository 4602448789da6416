import * as tf from '@tensorflow/tfjs';
import { checkAxis, checkEpsilon, checkOptions, checkPerChannel, checkTensor } from './arguments';
import { type ChannelView, channelView } from './channel-view';
import { recordingTapes } from './tape';
import { type TrainingInputs, trainingKernel, twiceDifferentiable } from './training-kernel';

export interface BatchNormTrainingOptions {
  /** Scale, [channels]. Default: no scale, as if all ones. */
  gamma?: tf.Tensor | undefined;
  /** Shift, [channels]. Default: no shift, as if all zeros. */
  beta?: tf.Tensor | undefined;
  /** Channel axis, an integer in [-rank, rank). Default -1. */
  axis?: number | undefined;
  /** Added to the variance before the root; finite, above 0. Default 1e-3. */
  epsilon?: number | undefined;
}

export type BatchNormTrainingResult = {
  /** gamma * xHat + beta, in the shape of x. */
  output: tf.Tensor;
  /** The batch's mean, [channels]. A constant to automatic differentiation. */
  mean: tf.Tensor1D;
  /** The batch's biased variance, [channels]. A constant to automatic differentiation. */
  variance: tf.Tensor1D;
};

/**
 * output = gamma * xHat + beta, where xHat = (x - mean) / sqrt(variance + epsilon) and mean and variance are those of
 * this batch: batch normalization as it trains.
 *
 * The gradient is in closed form. With g = dL/doutput, m values a channel and sums over every axis but the channel's:
 *
 *     dbeta  = sum(g)
 *     dgamma = sum(g * xHat)
 *     dx     = gamma / sqrt(variance + epsilon) * (g - dbeta / m - xHat * dgamma / m)
 *
 * Derived in `training-kernel.ts`. It may itself be differentiated. One value a channel (m = 1) gives beta, and an
 * empty batch an empty output with mean and variance 0.
 *
 * Source: Ioffe and Szegedy, "Batch Normalization: Accelerating Deep Network Training by Reducing Internal Covariate
 * Shift", 2015, algorithm 1 and section 3.
 *
 * @param x Tensor of rank 2 to 6, float32.
 * @returns Output, mean and variance, to be disposed of by the caller.
 * @throws ArgumentError if an argument is not as described, or an option's name is not known.
 */
export function batchNormTraining(
  x: tf.Tensor,
  options: BatchNormTrainingOptions = {},
): BatchNormTrainingResult {
  checkTensor('batchNormTraining', 'x', x, { minRank: 2 });
  checkOptions('batchNormTraining', options, ['gamma', 'beta', 'axis', 'epsilon']);
  const { gamma, beta, axis = -1, epsilon = 1e-3 } = options;
  checkAxis('batchNormTraining', axis, x.rank);
  checkEpsilon('batchNormTraining', epsilon);
  const view = channelView(x.shape, axis);
  if (gamma) checkPerChannel('batchNormTraining', 'gamma', gamma, view.channels);
  if (beta) checkPerChannel('batchNormTraining', 'beta', beta, view.channels);
  return tf.tidy(() => differentiable({ x, gamma, beta }, view, epsilon));
}

/** Joins forward and backward pass of a kernel into one operation with a gradient. */
function differentiable(inputs: TrainingInputs, view: ChannelView, epsilon: number): BatchNormTrainingResult {
  const kernel = recordingTapes() > 1 ? twiceDifferentiable(epsilon) : trainingKernel(inputs.x);
  const { gamma, beta } = inputs;
  // customGrad returns one tensor. The statistics leave its scope by being kept, and join the caller's as clones.
  let kept: tf.Tensor1D[] = [];
  const normalize = tf.customGrad((...args) => {
    const save = args.pop() as tf.GradSaveFunc;
    const { output, mean, variance, saved } = kernel.forward(inputs, view, epsilon);
    kept = [tf.keep(mean), tf.keep(variance)];
    save(saved);
    const gradFunc = (dy: tf.Tensor, saved: tf.Tensor[]) => {
      const { dx, dgamma, dbeta } = kernel.backward(dy, saved, view);
      return [dx, ...(gamma ? [dgamma] : []), ...(beta ? [dbeta] : [])];
    };
    return { value: output, gradFunc };
  });
  const output = normalize(inputs.x, ...(gamma ? [gamma] : []), ...(beta ? [beta] : []));
  const [mean, variance] = kept.map((statistic) => {
    const clone = statistic.clone();
    statistic.dispose();
    return clone;
  }) as [tf.Tensor1D, tf.Tensor1D];
  return { output, mean, variance };
}
