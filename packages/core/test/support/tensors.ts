import * as tf from '@tensorflow/tfjs';
import type { Case } from './cases';

/** The tensors of a case, in the order x, gamma, beta, with only those that it has. */
export function tensorsOf({ shape, values, gamma, beta }: Case): {
  x: tf.Tensor;
  gamma?: tf.Tensor;
  beta?: tf.Tensor;
} {
  return {
    x: tf.tensor(values, shape),
    ...(gamma && { gamma: tf.tensor1d(gamma) }),
    ...(beta && { beta: tf.tensor1d(beta) }),
  };
}

/** Gradients by name of a function of named tensors, given the gradient with respect to its result. */
export function gradientsOf<Name extends string>(
  inputs: { [name in Name]?: tf.Tensor },
  compute: (inputs: { [name in Name]?: tf.Tensor }) => tf.Tensor,
  upstream: tf.Tensor,
): { [name in Name]?: number[] } {
  const names = Object.keys(inputs) as Name[];
  const byName = (tensors: tf.Tensor[]) =>
    Object.fromEntries(names.map((name, i) => [name, tensors[i]])) as { [name in Name]?: tf.Tensor };
  return tf.tidy(() => {
    const gradients = tf.grads((...tensors: tf.Tensor[]) => compute(byName(tensors)))(
      names.map((name) => inputs[name]!),
      upstream,
    );
    return Object.fromEntries(names.map((name, i) => [name, Array.from(gradients[i]!.dataSync())]));
  }) as { [name in Name]?: number[] };
}
