import * as tf from '@tensorflow/tfjs-core';
import type { Losses } from './engine';

/** The losses of steps: on the device, until they are asked for. */
export class DeviceLosses {
  #held: { last: tf.Scalar; finite: tf.Tensor; sum: tf.Tensor } | undefined;

  /** Adds the loss that `step` returns, of a batch of so many examples. */
  add(examples: number, step: () => tf.Scalar): void {
    const before = this.#held;
    this.#held = tf.tidy(() => {
      const last = step();
      const finite = tf.isFinite(last);
      const weighted = tf.mul(last, examples);
      return {
        last: tf.keep(last),
        finite: tf.keep(before ? tf.logicalAnd(before.finite, finite) : finite),
        sum: tf.keep(before ? tf.add(before.sum, weighted) : weighted),
      };
    });
    tf.dispose(before);
  }

  /** The losses since the last call, and their sum over all examples. */
  async read(): Promise<Losses & { sum: number }> {
    const { last, finite, sum } = this.#held!;
    this.#held = undefined;
    const [[loss], [allFinite], [total]] = await Promise.all([last.data(), finite.data(), sum.data()]);
    tf.dispose([last, finite, sum]);
    return { loss: loss!, diverged: !allFinite, sum: total! };
  }

  dispose(): void {
    tf.dispose(this.#held);
    this.#held = undefined;
  }
}
