import * as tf from '@tensorflow/tfjs-core';
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
  let statistics: [mean: tf.TensorInfo, variance: tf.TensorInfo] | undefined;
  const normalize = tf.customGrad((...args) => {
    const save = args.pop() as tf.GradSaveFunc;
    const { output, mean, variance, saved } = kernel.forward(inputs, view, epsilon);
    statistics = [detach(mean), detach(variance)];
    save(saved);
    const gradFunc = (dy: tf.Tensor, saved: tf.Tensor[]) => {
      const { dx, dgamma, dbeta } = kernel.backward(dy, saved, view);
      if (gamma && beta) return [dx, dgamma, dbeta];
      return [dx, ...(gamma ? [dgamma] : []), ...(beta ? [dbeta] : [])];
    };
    return { value: output, gradFunc };
  });
  const output = normalize(...[x, gamma, beta].filter((tensor) => tensor !== undefined));
  const [mean, variance] = statistics!;
  return { output, mean: attach(mean), variance: attach(variance) };
}

/*
 * customGrad returns one tensor and disposes of the others. The statistics leave its scope as a second reference to
 * their data, which a new tensor in the caller's scope takes over. A clone of a kept tensor would do, as two more
 * operations that the tape would record.
 */

function detach({ dataId, shape, dtype }: tf.Tensor): tf.TensorInfo {
  tf.backend().incRef(dataId);
  return { dataId, shape, dtype };
}

function attach(info: tf.TensorInfo): tf.Tensor1D {
  return tf.engine().makeTensorFromTensorInfo(info) as tf.Tensor1D;
}
