import * as tf from '@tensorflow/tfjs-core';

/** The tensors that inference depends on, [channels] each. */
export interface InferenceParameters {
  mean: tf.Tensor;
  variance: tf.Tensor;
  gamma: tf.Tensor | undefined;
  beta: tf.Tensor | undefined;
}

/**
 * The center, scale and shift per channel that batch normalization is at inference, (x - center) * scale + shift, kept
 * from call to call until a weight has changed.
 */
export class InferenceAffine {
  private madeOf: readonly (object | undefined)[] = [];
  private kept: { center: tf.Tensor; scale: tf.Tensor; shift: tf.Tensor | undefined } | undefined;

  /** The three; they stay the cache's, until the next call or {@link dispose}. */
  of(weights: readonly (tf.Tensor | undefined)[], epsilon: number, read: () => InferenceParameters) {
    // A variable that is assigned to gets other data, and so another identity of its data.
    const madeOf = weights.map((weight) => weight?.dataId);
    const isFresh = madeOf.every((dataId, i) => dataId === this.madeOf[i]);
    if (this.kept && isFresh) return this.kept;
    this.dispose();
    this.madeOf = madeOf;
    this.kept = tf.tidy(() => {
      const { gamma, beta, mean, variance } = read();
      const inverseDeviation = tf.rsqrt(tf.add(variance, epsilon));
      const scale = gamma ? tf.mul(inverseDeviation, gamma) : inverseDeviation;
      return { center: tf.keep(mean.clone()), scale: tf.keep(scale), shift: beta && tf.keep(beta.clone()) };
    });
    return this.kept;
  }

  dispose(): void {
    tf.dispose(this.kept);
    this.kept = undefined;
  }
}
