import type { CompleteLoss } from '@bnlab/kernels';
import * as tf from '@tensorflow/tfjs-core';

/**
 * The mean loss of outputs before any softmax or sigmoid, by the formulas that `@bnlab/kernels` documents.
 *
 * @param outputs [..., outputs]; the mean is over all that comes before.
 * @param targets In the shape of the outputs.
 */
export function tensorLoss(outputs: tf.Tensor, targets: tf.Tensor, { kind, delta }: CompleteLoss): tf.Scalar {
  switch (kind) {
    case 'softmaxCrossEntropy':
      return tf.neg(tf.mean(tf.sum(tf.mul(targets, tf.logSoftmax(outputs)), -1)));
    case 'sigmoidCrossEntropy': {
      const smooth = tf.log1p(tf.exp(tf.neg(tf.abs(outputs))));
      return tf.mean(tf.add(tf.sub(tf.relu(outputs), tf.mul(outputs, targets)), smooth));
    }
    case 'meanSquaredError':
      return tf.mean(tf.square(tf.sub(outputs, targets)));
    case 'huber': {
      const error = tf.abs(tf.sub(outputs, targets));
      const near = tf.minimum(error, delta);
      return tf.mean(tf.add(tf.div(tf.square(near), 2), tf.mul(delta, tf.sub(error, near))));
    }
  }
}
