import * as tf from '@tensorflow/tfjs-core';
import { centerColumns } from './center-columns';
import { type ChannelView, fromColumns, toColumns } from './channel-view';
import { columnMeans } from './column-means';
import { hasFusedKernels, runFusedTraining, runFusedTrainingGradient } from './fused-kernels';
import { add, mul, rsqrt, sub } from './operations';

/** A batch to normalize: gamma and beta have shape [channels] and may be absent. */
export interface TrainingInputs {
  x: tf.Tensor;
  gamma: tf.Tensor | undefined;
  beta: tf.Tensor | undefined;
  /** How much each row of the columns counts, [rows, 1], for the kernel that weighs them. */
  weights?: tf.Tensor2D;
}

/** What the forward pass gives, and what it leaves for the gradient. */
export interface TrainingForward {
  output: tf.Tensor;
  mean: tf.Tensor1D;
  variance: tf.Tensor1D;
  /** Tensors for {@link TrainingKernel.backward}. */
  saved: tf.Tensor[];
}

export interface TrainingGradient {
  dx: tf.Tensor;
  dgamma: tf.Tensor;
  dbeta: tf.Tensor;
}

/** Batch normalization and its gradient, without arguments to check or scopes to tidy. */
export interface TrainingKernel {
  forward(inputs: TrainingInputs, view: ChannelView, epsilon: number): TrainingForward;
  backward(dy: tf.Tensor, saved: tf.Tensor[], view: ChannelView): TrainingGradient;
}

/** The registered kernels of the current backend where it has them, otherwise TensorFlow.js operations. */
export function trainingKernel(x: tf.Tensor): TrainingKernel {
  return x.size > 0 && hasFusedKernels('training') ? fused : inOperations;
}

/**
 * The formulas, with columns for channels, so that each sum is a mean of columns.
 *
 * Forward, with s = 1 / sqrt(variance + epsilon):
 *
 *     output = centered * (s * gamma) + beta,   where centered = x - mean and xHat = centered * s
 *
 * Backward, for g = dL/doutput. x reaches the output directly, through the mean and through the variance, so
 *
 *     dL/dxHat     = g * gamma
 *     dL/dvariance = sum(dL/dxHat * centered) * -s^3 / 2
 *     dL/dmean     = sum(dL/dxHat) * -s          (the variance's own dependence on the mean adds sum(centered) = 0)
 *     dx           = dL/dxHat * s + dL/dvariance * 2 * centered / m + dL/dmean / m
 *
 * and with these put in, written with means instead of sums:
 *
 *     dx = s * gamma * (g - mean(g) - centered * s^2 * mean(g * centered))
 *     dgamma = m * s * mean(g * centered),   dbeta = m * mean(g)
 *
 * Source: Ioffe and Szegedy 2015, section 3, terms collected.
 */
export const inOperations: TrainingKernel = {
  forward({ x, gamma, beta }, view, epsilon) {
    const { centered, mean, variance } = centerColumns(toColumns(x, view));
    const s = rsqrt(add(variance, tf.scalar(epsilon)));
    const scale = gamma ? mul(s, gamma) : s;
    const scaled = mul(centered, scale);
    const output = beta ? add(scaled, beta) : scaled;
    return { output: fromColumns(output, view, x.shape), mean, variance, saved: [centered, s, scale] };
  },

  backward(dy, saved, view) {
    const [centered, s, scale] = saved as [tf.Tensor2D, tf.Tensor1D, tf.Tensor1D];
    const g = toColumns(dy, view);
    const count = tf.scalar(g.shape[0]);
    const meanG = columnMeans(g);
    const meanGXHat = tf.tidy(() => mul(columnMeans(mul(g, centered)), s));
    const dx = tf.tidy(() => {
      const throughVariance = mul(centered, mul(meanGXHat, s));
      return mul(sub(sub(g, meanG), throughVariance), scale);
    });
    return { dx: fromColumns(dx, view, dy.shape), dgamma: mul(meanGXHat, count), dbeta: mul(meanG, count) };
  },
};

const fused: TrainingKernel = {
  forward(inputs, view, epsilon) {
    const { saved, ...result } = runFusedTraining(inputs, view, epsilon);
    if (result.variance.dataSync().every(Number.isFinite)) return { ...result, saved: [inputs.x, saved] };
    // The kernel adds blocks of squares in float32, which they may exceed where the variance does not.
    const again = inOperations.forward(inputs, view, epsilon);
    const [, s, scale] = again.saved as [tf.Tensor2D, tf.Tensor1D, tf.Tensor1D];
    return { ...again, saved: [inputs.x, tf.concat([again.mean, s, scale])] };
  },

  backward(dy, saved, view) {
    const [x, statistics] = saved as [tf.Tensor, tf.Tensor];
    return runFusedTrainingGradient(x, dy, statistics, view);
  },
};

/**
 * The same values as a kernel made of operations, with a gradient that can itself be differentiated: it starts over from
 * the inputs, so that every operation on the way from them to the gradient is on the tape.
 */
export function startingOver(kernel: TrainingKernel, epsilon: number): TrainingKernel {
  let names: string[] = [];
  return {
    forward(inputs, view) {
      const present = Object.entries(inputs).filter(([, tensor]) => tensor !== undefined);
      names = present.map(([name]) => name);
      const saved = present.map(([, tensor]) => tensor as tf.Tensor);
      return { ...kernel.forward(inputs, view, epsilon), saved };
    },

    backward(dy, saved, view) {
      const inputs = Object.fromEntries(
        names.map((name, i) => [name, saved[i]]),
      ) as unknown as TrainingInputs;
      return kernel.backward(dy, kernel.forward(inputs, view, epsilon).saved, view);
    },
  };
}
