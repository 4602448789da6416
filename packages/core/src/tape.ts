import * as tf from '@tensorflow/tfjs-core';

/**
 * How many gradients TensorFlow.js is recording the operations of right now: 1 within the function that `tf.grad`
 * differentiates, 2 where a gradient is itself differentiated, 0 otherwise. Inside an operation with a gradient of its
 * own nothing is recorded.
 *
 * It chooses between implementations of the same values, never between training and inference: a model may be trained
 * while no tape records, and predict while one does.
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
