import * as tf from '@tensorflow/tfjs-core';
import type { Losses } from './engine';

/** The result of a step, on the device. */
interface DeviceStep {
  /** The batch's mean loss. */
  readonly loss: tf.Scalar;
  /** Examples that were right before the step, where they are counted. */
  readonly hits?: tf.Scalar | undefined;
}

/** The losses of steps, and what they had right: on the device, until they are asked for. */
export class DeviceLosses {
  #held: { last: tf.Scalar; finite: tf.Tensor; sum: tf.Tensor; hits?: tf.Tensor | undefined } | undefined;

  /** Adds what `step` returns, of a batch of so many examples. */
  add(examples: number, step: () => DeviceStep): void {
    const before = this.#held;
    let counted: tf.Scalar | undefined;
    this.#held = tf.tidy(() => {
      const { loss: last, hits } = step();
      counted = hits;
      const finite = tf.isFinite(last);
      const weighted = tf.mul(last, examples);
      return {
        last: tf.keep(last),
        finite: tf.keep(before ? tf.logicalAnd(before.finite, finite) : finite),
        sum: tf.keep(before ? tf.add(before.sum, weighted) : weighted),
        hits: hits && tf.keep(before?.hits ? tf.add(before.hits, hits) : tf.clone(hits)),
      };
    });
    tf.dispose([before, counted]);
  }

  /** The losses since the last call, their sum over all examples, and how many of these were right (NaN: not counted). */
  async read(): Promise<Losses & { sum: number; hits: number }> {
    const { last, finite, sum, hits } = this.#held!;
    this.#held = undefined;
    const [[loss], [allFinite], [total], [right]] = await Promise.all([
      last.data(),
      finite.data(),
      sum.data(),
      hits?.data() ?? [NaN],
    ]);
    tf.dispose([last, finite, sum, hits]);
    return { loss: loss!, diverged: !allFinite, sum: total!, hits: right! };
  }

  dispose(): void {
    tf.dispose(this.#held);
    this.#held = undefined;
  }
}
