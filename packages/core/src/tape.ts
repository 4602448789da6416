import * as tf from '@tensorflow/tfjs-core';

/**
 * The number of gradient tapes that TensorFlow.js records at the moment: 1 within the function that `tf.grad`
 * differentiates, 2 where a gradient is itself differentiated, 0 otherwise. Nothing is recorded inside an operation with
 * a custom gradient.
 *
 * Use it only to choose between implementations of the same values, never between training and inference: a model may
 * train while no tape records, and predict while one does.
 */
export function recordingTapes(): number {
  const { gradientDepth, kernelDepth } = tf.engine().state;
  return kernelDepth === 0 ? gradientDepth : 0;
}

/** The result of `compute` as a constant: nothing that it reads gets a gradient through it. */
export function withoutGradient<T extends tf.Tensor>(compute: () => T): T {
  if (recordingTapes() === 0) return compute();
  return tf.customGrad(() => ({ value: compute(), gradFunc: () => [] }))();
}
