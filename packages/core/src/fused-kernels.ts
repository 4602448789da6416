import * as tf from '@tensorflow/tfjs-core';
import type { ChannelView } from './channel-view';

/**
 * Names of the fused kernels that another package may register. Once a kernel is registered for a backend with
 * `tf.registerKernel`, the functions of this package call it on that backend; elsewhere they use TensorFlow.js
 * operations. All tensors are float32 and contiguous; the attributes describe x as [outer, channels, inner], see
 * {@link ChannelView}. Kernels are never called with an empty tensor.
 *
 * `BnlabBatchNormTraining`: y = gamma * (x - mean) / sqrt(variance + epsilon) + beta with the statistics of x itself.
 * - inputs: x; gamma and beta of shape [channels], absent where they are all ones or all zeros
 * - attributes: outer, channels, inner, epsilon
 * - outputs: y in the shape of x; mean and variance (biased), [channels]; saved, one tensor of any shape that is passed to
 *   the gradient
 *
 * `BnlabBatchNormTrainingGrad`: the gradient of the above, given dy = dL/dy.
 * - inputs: x, dy, saved
 * - attributes: outer, channels, inner
 * - outputs: dx in the shape of x; dgamma and dbeta, [channels], even where gamma or beta was absent
 *
 * `BnlabBatchNormInference`: y = (x - center) * scale + shift, computed in this order.
 * - inputs: x; scale of shape [channels]; center and shift of shape [channels], absent where they are all zeros
 * - attributes: outer, channels, inner
 * - output: y in the shape of x
 *
 * Accuracy: the laws require correct results at mean 1e7 and standard deviation 2, and in batches with outliers a
 * thousand standard deviations from the mean. Float32 sums must therefore run over differences to a value near the mean.
 * A mean rounded to float32 is itself off by up to 0.5 there, so outputs and gradients that use x - mean must also
 * subtract the mean of these differences. A variance that overflows float32 is NaN, and so are the outputs of its channel.
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
