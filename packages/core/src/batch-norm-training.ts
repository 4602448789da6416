import type * as tf from '@tensorflow/tfjs-core';
import { batchNormArguments, type BatchNormOptions } from './batch-norm-arguments';
import { differentiable } from './differentiable';
import { recordingTapes } from './tape';
import { inOperations, startingOver, trainingKernel } from './training-kernel';

/** Result of {@link batchNormTraining} and {@link batchRenormTraining}. */
export type BatchNormTrainingResult = {
  /** The normalized, scaled and shifted batch, in the shape of x. */
  output: tf.Tensor;
  /** Batch mean, [channels]. A constant to automatic differentiation. */
  mean: tf.Tensor1D;
  /** Biased batch variance, [channels]. A constant to automatic differentiation. */
  variance: tf.Tensor1D;
};

/**
 * Batch normalization in training, with the mean and the biased variance of the batch itself:
 * output = gamma * xHat + beta, where xHat = (x - mean) / sqrt(variance + epsilon).
 *
 * The gradient is in closed form. With g = dL/doutput, m values per channel, and sums over every axis except the channel
 * axis:
 *
 *     dbeta  = sum(g)
 *     dgamma = sum(g * xHat)
 *     dx     = gamma / sqrt(variance + epsilon) * (g - dbeta / m - xHat * dgamma / m)
 *
 * Derived in `training-kernel.ts`. The gradient is itself differentiable. A single value per channel (m = 1) gives beta;
 * an empty batch gives an empty output with mean and variance 0.
 *
 * Source: Ioffe and Szegedy, "Batch Normalization: Accelerating Deep Network Training by Reducing Internal Covariate
 * Shift", 2015, algorithm 1 and section 3.
 *
 * @param x Tensor of rank 2 to 6, float32.
 * @returns Output, mean and variance, to be disposed of by the caller.
 * @throws ArgumentError if an argument is invalid or an option is unknown.
 */
export function batchNormTraining(x: tf.Tensor, options: BatchNormOptions = {}): BatchNormTrainingResult {
  const { gamma, beta, epsilon, view } = batchNormArguments('batchNormTraining', x, options);
  const inputs = { x, gamma, beta };
  const kernel = recordingTapes() > 1 ? startingOver(inOperations, epsilon) : trainingKernel(x);
  return differentiable(kernel, inputs, view, epsilon);
}
