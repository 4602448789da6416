import * as tf from '@tensorflow/tfjs';

/**
 * Dropout whose masks come from a seed: in training each value is 0 with probability `rate`, else divided by 1 - rate; at
 * inference nothing changes. The stock layer, given a seed, leaves out the same values at every step.
 *
 * @see N. Srivastava et al., "Dropout: a simple way to prevent neural networks from overfitting", JMLR 15 (2014).
 */
export class SeededDropout extends tf.layers.Layer {
  static className = 'SeededDropout';

  readonly #rate: number;
  readonly #seed: string;
  #calls = 0;

  constructor({ rate, seed }: { rate: number; seed: string }) {
    super({});
    this.#rate = rate;
    this.#seed = seed;
  }

  override call(inputs: tf.Tensor | tf.Tensor[], { training }: { training?: boolean }): tf.Tensor {
    const x = Array.isArray(inputs) ? inputs[0]! : inputs;
    if (!training) return x.clone();
    return tf.tidy(() => {
      const seed = `${this.#seed}/${this.#calls++}`;
      const kept = tf.greaterEqual(tf.randomUniform(x.shape, 0, 1, 'float32', seed), this.#rate);
      return tf.mul(x, tf.div(tf.cast(kept, 'float32'), 1 - this.#rate));
    });
  }

  override computeOutputShape(inputShape: tf.Shape): tf.Shape {
    return inputShape;
  }
}
