import * as tf from '@tensorflow/tfjs-core';

/*
 * The arithmetic of batch normalization as TensorFlow.js kernels, called directly. The public operations do the same
 * after converting and matching their arguments, in a scope of their own; for tensors as small as one value per channel
 * that takes as long as the arithmetic. Gradients are recorded all the same, since the engine records kernels.
 *
 * All tensors are float32. A vector broadcasts along the rows of a matrix.
 */

/** a + b */
export function add<T extends tf.Tensor>(a: T, b: tf.Tensor): T {
  return tf.engine().runKernel('Add', { a, b });
}

/** a - b */
export function sub<T extends tf.Tensor>(a: T, b: tf.Tensor): T {
  return tf.engine().runKernel('Sub', { a, b });
}

/** a * b */
export function mul<T extends tf.Tensor>(a: T, b: tf.Tensor): T {
  return tf.engine().runKernel('Multiply', { a, b });
}

/** x^2 */
export function square<T extends tf.Tensor>(x: T): T {
  return tf.engine().runKernel('Square', { x });
}

/** 1 / sqrt(x) */
export function rsqrt<T extends tf.Tensor>(x: T): T {
  return tf.engine().runKernel('Rsqrt', { x });
}

/** The mean over the rows of a matrix, one value per column, by the backend's own reduction. */
export function reduceMean(matrix: tf.Tensor2D): tf.Tensor1D {
  return tf.engine().runKernel('Mean', { x: matrix }, { axis: [0], keepDims: false });
}

/**
 * x, with NaN in the place of infinities. A variance that exceeds float32 is one: divided by its root, every value of the
 * channel would become 0, which nobody would notice.
 */
export function nanWhereInfinite<T extends tf.Tensor>(x: T): T {
  return add(x, sub(x, x));
}
