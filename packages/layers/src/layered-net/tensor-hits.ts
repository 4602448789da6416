import type { CompleteLoss } from '@bnlab/kernels';
import * as tf from '@tensorflow/tfjs-core';

/**
 * How many examples of a batch are right, a scalar: an example counts as the share of its pixels or outputs that are, as
 * `hitShare` of `@bnlab/kernels` counts them. NaN where the loss knows no right.
 *
 * @param outputs [examples, ..., outputs], before any softmax or sigmoid.
 * @param targets In the shape of the outputs.
 */
export function tensorHits(
  outputs: tf.Tensor,
  targets: tf.Tensor,
  { kind, hasClasses }: { kind: CompleteLoss['kind']; hasClasses: boolean },
): tf.Scalar {
  if (kind !== 'softmaxCrossEntropy' && kind !== 'sigmoidCrossEntropy') return tf.scalar(NaN);
  const right = hasClasses
    ? tf.equal(tf.argMax(outputs, -1), tf.argMax(targets, -1))
    : tf.equal(tf.greater(outputs, 0), tf.greater(targets, 0.5));
  return tf.mul(tf.mean(tf.cast(right, 'float32')), outputs.shape[0]);
}
