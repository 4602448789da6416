import * as tf from '@tensorflow/tfjs';
import type { ChannelView } from './channel-view';
import type { TrainingInputs, TrainingKernel } from './training-kernel';

/**
 * Joins the forward and backward pass of a kernel into one operation with a gradient for x, gamma and beta, each of the
 * latter only if present. The statistics are constants to automatic differentiation.
 */
export function differentiable(
  kernel: TrainingKernel,
  inputs: TrainingInputs,
  view: ChannelView,
  epsilon: number,
): { output: tf.Tensor; mean: tf.Tensor1D; variance: tf.Tensor1D } {
  const { x, gamma, beta } = inputs;
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
  const output = normalize(x, ...(gamma ? [gamma] : []), ...(beta ? [beta] : []));
  const [mean, variance] = kept.map((statistic) => {
    const clone = statistic.clone();
    statistic.dispose();
    return clone;
  }) as [tf.Tensor1D, tf.Tensor1D];
  return { output, mean, variance };
}
