import type { GraphExamples } from '@bnlab/kernels';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { uniformInt } from 'pure-rand/distribution/uniformInt';

/** Batches of examples, epoch after epoch: each epoch has every example once, its last batch what is left. */
export class EpochStream<Examples extends GraphExamples> {
  readonly examples: Examples;
  readonly #order: Uint32Array;
  readonly #generator: ReturnType<typeof xoroshiro128plus> | undefined;
  #next = 0;

  /** @param seed An integer that the order of every epoch comes from; undefined: the order of the examples. */
  constructor(examples: Examples, seed: number | undefined) {
    this.examples = examples;
    this.#order = Uint32Array.from({ length: examples.count }, (_, index) => index);
    this.#generator = seed === undefined ? undefined : xoroshiro128plus(seed);
  }

  /** The next `size` examples, or those that the epoch has left. */
  nextIndices(size: number): Uint32Array {
    if (this.#next === this.#order.length) this.#next = 0;
    if (this.#next === 0) this.#shuffle();
    const indices = this.#order.slice(this.#next, this.#next + size);
    this.#next += indices.length;
    return indices;
  }

  #shuffle(): void {
    if (!this.#generator) return;
    for (let last = this.#order.length - 1; last > 0; last--) {
      const other = uniformInt(this.#generator, 0, last);
      [this.#order[last], this.#order[other]] = [this.#order[other]!, this.#order[last]!];
    }
  }
}
