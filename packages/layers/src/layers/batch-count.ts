import * as tf from '@tensorflow/tfjs-core';
import { whenRead } from './synchronous-reads';

/**
 * How many batches moving averages hold. Whether a batch counts may be known to the device only, and here some time later:
 * until then the batch is counted here, and the device subtracts what it knows better.
 */
export class BatchCount {
  #counted: number;
  /** On the device, for each group of batches that is not settled: how many of them do not count. */
  readonly #unsettled = new Set<tf.Tensor>();

  constructor(counted: number) {
    this.#counted = counted;
  }

  /** The count as far as it is known here. */
  get known(): number {
    return this.#counted;
  }

  /** A count of its own that starts from this one. */
  copy(): BatchCount {
    const copy = new BatchCount(this.#counted);
    for (const uncounted of this.#unsettled) copy.#subtract(uncounted);
    return copy;
  }

  /** The count as the device knows it: a number if nothing is unsettled. For use in a `tf.tidy`. */
  exact(): number | tf.Tensor {
    if (this.#unsettled.size === 0) return this.#counted;
    return tf.sub(this.#counted, tf.addN([...this.#unsettled]));
  }

  add(batches: number): void {
    this.#counted += batches;
  }

  /** Adds batches that count only if `areCounted`, a scalar of type bool, is true. */
  addIf(areCounted: tf.Tensor, batches: number): void {
    this.#counted += batches;
    this.#subtract(tf.mul(tf.cast(tf.logicalNot(areCounted), 'float32'), batches));
  }

  /** Subtracts a scalar: at once on the device, and here once its value is. */
  #subtract(uncounted: tf.Tensor): void {
    const kept = tf.keep(uncounted.clone());
    this.#unsettled.add(kept);
    void whenRead(kept, ([missing]) => {
      this.#counted -= missing!;
    }).finally(() => {
      this.#unsettled.delete(kept);
      kept.dispose();
    });
  }
}
