import * as tf from '@tensorflow/tfjs';
import type { ChannelView } from './channel-view';

/**
 * The contract with fused kernels. A package may register kernels under these names with `tf.registerKernel` for a
 * backend; the ops of this package then run them on that backend, and their own operations everywhere else. All tensors
 * are float32 and contiguous; attributes describe the tensor as [outer, channels, inner], see {@link ChannelView}. No
 * kernel is called with an empty tensor.
 *
 * `BnlabBatchNormTraining`: y = gamma * (x - mean) / sqrt(variance + epsilon) + beta with the statistics of x itself.
 * - inputs: x; gamma and beta of shape [channels], each absent for ones and zeros
 * - attributes: outer, channels, inner, epsilon
 * - outputs: y in the shape of x; mean, variance (biased) and inverseDeviation = 1 / sqrt(variance + epsilon), [channels]
 *
 * `BnlabBatchNormTrainingGrad`: the gradient of the above, given dy = dL/dy.
 * - inputs: x, dy, mean, inverseDeviation; gamma, absent for ones
 * - attributes: outer, channels, inner
 * - outputs: dx in the shape of x; dgamma and dbeta, [channels], whether or not there was a gamma or a beta
 *
 * `BnlabBatchNormInference`: y = x * scale + shift.
 * - inputs: x; scale and shift of shape [channels]
 * - attributes: outer, channels, inner
 * - output: y in the shape of x
 *
 * Accuracy: the specification asks for right results at mean 1e6 and deviation 1. Sums in float32 must therefore run on
 * differences, for instance to each channel's first value, and `mean`, rounded to float32, is itself off by up to 0.03
 * there: a gradient made from x - mean must subtract the mean of those differences again.
 */
export const fusedKernelNames = {
  training: 'BnlabBatchNormTraining',
  trainingGradient: 'BnlabBatchNormTrainingGrad',
  inference: 'BnlabBatchNormInference',
} as const;

/** Tensors by input name; those that are `undefined` are left out of the call. */
type Inputs = Record<string, tf.Tensor | undefined>;

/** Whether the current backend has all of these kernels. */
export function hasFusedKernels(...names: (keyof typeof fusedKernelNames)[]): boolean {
  const backend = tf.getBackend();
  return names.every((name) => tf.getKernel(fusedKernelNames[name], backend) !== undefined);
}

/** Runs `BnlabBatchNormTraining`. */
export function runFusedTraining(
  inputs: { x: tf.Tensor; gamma: tf.Tensor | undefined; beta: tf.Tensor | undefined },
  attributes: ChannelView & { epsilon: number },
): { output: tf.Tensor; mean: tf.Tensor1D; variance: tf.Tensor1D; inverseDeviation: tf.Tensor1D } {
  const outputs = run(fusedKernelNames.training, inputs, attributes);
  const [output, mean, variance, inverseDeviation] = outputs as [
    tf.Tensor,
    tf.Tensor1D,
    tf.Tensor1D,
    tf.Tensor1D,
  ];
  return { output, mean, variance, inverseDeviation };
}

/** Runs `BnlabBatchNormTrainingGrad`. */
export function runFusedTrainingGradient(
  inputs: {
    x: tf.Tensor;
    dy: tf.Tensor;
    mean: tf.Tensor;
    inverseDeviation: tf.Tensor;
    gamma: tf.Tensor | undefined;
  },
  view: ChannelView,
): { dx: tf.Tensor; dgamma: tf.Tensor1D; dbeta: tf.Tensor1D } {
  const outputs = run(fusedKernelNames.trainingGradient, inputs, view);
  const [dx, dgamma, dbeta] = outputs as [tf.Tensor, tf.Tensor1D, tf.Tensor1D];
  return { dx, dgamma, dbeta };
}

/** Runs `BnlabBatchNormInference`. */
export function runFusedInference(
  inputs: { x: tf.Tensor; scale: tf.Tensor; shift: tf.Tensor },
  view: ChannelView,
): tf.Tensor {
  const output = run(fusedKernelNames.inference, inputs, view);
  return Array.isArray(output) ? output[0]! : output;
}

function run(name: string, inputs: Inputs, attributes: object): tf.Tensor | tf.Tensor[] {
  const present: tf.NamedTensorMap = {};
  for (const [input, tensor] of Object.entries(inputs)) if (tensor) present[input] = tensor;
  return tf.engine().runKernel(name, present, { ...attributes });
}
