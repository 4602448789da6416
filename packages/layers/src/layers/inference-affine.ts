import * as tf from '@tensorflow/tfjs-core';
import { foldIntoWeights } from '@bnlab/core';

/** The tensors that inference depends on, [channels] each. */
export interface InferenceParameters {
  mean: tf.Tensor;
  variance: tf.Tensor;
  gamma: tf.Tensor | undefined;
  beta: tf.Tensor | undefined;
}

/**
 * The one scale and shift a channel that batch normalization is at inference, kept from call to call until a weight has
 * changed. What a prediction then costs is one multiplication and one addition a value.
 */
export class InferenceAffine {
  private madeOf: readonly (object | undefined)[] = [];
  private kept: { scale: tf.Tensor; shift: tf.Tensor } | undefined;

  /** The scale and shift; they stay the cache's, until the next call or {@link dispose}. */
  of(weights: readonly (tf.Tensor | undefined)[], epsilon: number, read: () => InferenceParameters) {
    // A variable that is assigned to gets other data, and so another identity of its data.
    const madeOf = weights.map((weight) => weight?.dataId);
    const isFresh = madeOf.every((dataId, i) => dataId === this.madeOf[i]);
    if (this.kept && isFresh) return this.kept;
    this.dispose();
    this.madeOf = madeOf;
    this.kept = tf.tidy(() => {
      // Folded into a layer that multiplies each channel by one.
      const { gamma, beta, mean, variance } = read();
      const one = tf.ones([1, mean.size]);
      const folded = foldIntoWeights(one, { layer: 'dense', mean, variance, gamma, beta, epsilon });
      return { scale: tf.keep(tf.reshape(folded.kernel, [mean.size])), shift: tf.keep(folded.bias) };
    });
    return this.kept;
  }

  dispose(): void {
    this.kept?.scale.dispose();
    this.kept?.shift.dispose();
    this.kept = undefined;
  }
}
