import type * as tf from '@tensorflow/tfjs-core';
import { batchNormArguments, type BatchNormOptions } from './batch-norm-arguments';
import { differentiable } from './differentiable';
import { recordingTapes } from './tape';
import { inOperations, startingOver, trainingKernel } from './training-kernel';

/** What batch normalization gives in training. */
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
export function batchNormTraining(x: tf.Tensor, options: BatchNormOptions = {}): BatchNormTrainingResult {
  const { gamma, beta, epsilon, view } = batchNormArguments('batchNormTraining', x, options);
  const inputs = { x, gamma, beta };
  const kernel = recordingTapes() > 1 ? startingOver(inOperations, epsilon) : trainingKernel(x);
  return differentiable(kernel, inputs, view, epsilon);
}
