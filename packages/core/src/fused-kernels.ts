import * as tf from '@tensorflow/tfjs-core';
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
 * - outputs: y in the shape of x; mean and variance (biased), [channels]; saved, one tensor of whatever shape with what the
 *   gradient is to be given
 *
 * `BnlabBatchNormTrainingGrad`: the gradient of the above, given dy = dL/dy.
 * - inputs: x, dy, saved
 * - attributes: outer, channels, inner
 * - outputs: dx in the shape of x; dgamma and dbeta, [channels], whether or not there was a gamma or a beta
 *
 * `BnlabBatchNormInference`: y = (x - center) * scale + shift, computed in this order.
 * - inputs: x; scale of shape [channels]; center and shift of shape [channels], each absent for zeros
 * - attributes: outer, channels, inner
 * - output: y in the shape of x
 *
 * Accuracy: the specification asks for right results at mean 1e7 and standard deviation 2, and in the company of values
 * a thousand standard deviations away. Sums in float32 must therefore run on differences to something near the mean, and
 * a mean rounded to float32 is itself off by up to 0.5 there: outputs and gradients made from x - mean must subtract the
 * mean of those differences again. A variance that exceeds float32 is NaN, and so are the channel's outputs.
 */
export const fusedKernelNames = {
  training: 'BnlabBatchNormTraining',
  trainingGradient: 'BnlabBatchNormTrainingGrad',
  inference: 'BnlabBatchNormInference',
} as const;

/**
 * Whether the current backend has these kernels. Those of training come together: one without the other is of no use.
 */
export function hasFusedKernels(of: 'training' | 'inference'): boolean {
  return tf.getKernel(fusedKernelNames[of], tf.getBackend()) !== undefined;
}

/** Runs `BnlabBatchNormTraining`. */
export function runFusedTraining(
  { x, gamma, beta }: { x: tf.Tensor; gamma: tf.Tensor | undefined; beta: tf.Tensor | undefined },
  { outer, channels, inner }: ChannelView,
  epsilon: number,
): { output: tf.Tensor; mean: tf.Tensor1D; variance: tf.Tensor1D; saved: tf.Tensor } {
  const inputs = { x, ...(gamma && { gamma }), ...(beta && { beta }) };
  const outputs = run(fusedKernelNames.training, inputs, { outer, channels, inner, epsilon });
  const [output, mean, variance, saved] = outputs as [tf.Tensor, tf.Tensor1D, tf.Tensor1D, tf.Tensor];
  return { output, mean, variance, saved };
}

/** Runs `BnlabBatchNormTrainingGrad`. */
export function runFusedTrainingGradient(
  x: tf.Tensor,
  dy: tf.Tensor,
  saved: tf.Tensor,
  { outer, channels, inner }: ChannelView,
): { dx: tf.Tensor; dgamma: tf.Tensor1D; dbeta: tf.Tensor1D } {
  const outputs = run(fusedKernelNames.trainingGradient, { x, dy, saved }, { outer, channels, inner });
  const [dx, dgamma, dbeta] = outputs as [tf.Tensor, tf.Tensor1D, tf.Tensor1D];
  return { dx, dgamma, dbeta };
}

/** Runs `BnlabBatchNormInference`. */
export function runFusedInference(
  {
    x,
    center,
    scale,
    shift,
  }: { x: tf.Tensor; center: tf.Tensor | undefined; scale: tf.Tensor; shift: tf.Tensor | undefined },
  { outer, channels, inner }: ChannelView,
): tf.Tensor {
  const inputs = { x, scale, ...(center && { center }), ...(shift && { shift }) };
  const output = run(fusedKernelNames.inference, inputs, { outer, channels, inner });
  return Array.isArray(output) ? output[0]! : output;
}

function run(
  name: string,
  inputs: tf.NamedTensorMap,
  attributes: Record<string, number>,
): tf.Tensor | tf.Tensor[] {
  return tf.engine().runKernel(name, inputs, attributes);
}
