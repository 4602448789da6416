import { xoroshiro128plus, xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator';
import { checkNumber, checkOptions } from '@bnlab/arguments';
import { checkBatchStreamState, type BatchStreamState } from './batch-stream-state';
import { writeUnitPixels, type Dataset } from './dataset';
import { checkExamples, type Examples } from './examples';
import { shuffledIndices } from './shuffled-indices';

/** Examples drawn together, in the order drawn; n is the size asked for. */
export interface Batch {
  /** [n, inputSize], flat in row-major order; bytes divided by 255, floats as they are. */
  images: Float32Array;
  /** [n], class indices. */
  labels: Uint8Array;
  /** [n], where each example stands in the set. */
  indices: Uint32Array;
}

/**
 * An endless stream of batches: the set in a fresh random order, then again in another, and so on.
 *
 * A batch that reaches the end of an epoch takes the rest of it and goes on with the next, so every epoch holds
 * every example exactly once whatever the batch sizes are, and the examples come in the same order however the
 * stream is cut into batches. The order depends on the seed and the number of examples alone: it is the same in
 * every program on every machine.
 */
export class BatchStream<Set extends Examples = Dataset> {
  readonly examples: Set;
  readonly #seed: number;
  /** Stands before the shuffle of the next epoch. */
  #generator: RandomGenerator;
  #generatorAtEpochStart: number[] = [];
  #order: Uint32Array = new Uint32Array();
  #epoch = 0;
  #position = 0;

  /**
   * @param examples At least one example: a `Dataset`, or arrays of your own.
   * @param options The seed: an integer from 0 to 4294967295.
   * @throws {ArgumentError} if the examples are not whole or an option is wrong.
   */
  constructor(examples: Set, options: { seed: number }) {
    checkExamples('BatchStream', examples);
    checkOptions('BatchStream', options, ['seed']);
    const { seed } = options;
    checkNumber('BatchStream', 'seed', seed, { integer: true, min: 0, max: 0xffffffff });
    this.examples = examples;
    this.#seed = seed;
    this.#generator = seededGenerator(seed);
    this.#shuffle();
  }

  /** A stream over `examples` that goes on exactly where the one whose state was saved would have. */
  static fromState<Set extends Examples>(examples: Set, state: BatchStreamState): BatchStream<Set> {
    checkExamples('BatchStream.fromState', examples);
    checkBatchStreamState(state, examples);
    const stream = new BatchStream(examples, { seed: state.seed });
    stream.#restore(state);
    return stream;
  }

  /** How many times the whole set has been handed out. */
  get epoch(): number {
    return this.#epoch;
  }

  /**
   * The positions of the next `size` examples, an integer from 1 to `examples.count`.
   *
   * A batch that runs across the end of an epoch may hold an example twice: once as the old epoch's and once as
   * the new one's.
   */
  nextIndices(size: number): Uint32Array {
    const { count, name = 'examples' } = this.examples;
    checkNumber('BatchStream', `batch size (of '${name}')`, size, { integer: true, min: 1, max: count });
    const indices = new Uint32Array(size);
    const rest = Math.min(size, count - this.#position);
    indices.set(this.#order.subarray(this.#position, this.#position + rest));
    this.#position += rest;
    if (this.#position === count) this.#startNextEpoch();
    if (rest < size) {
      indices.set(this.#order.subarray(0, size - rest), rest);
      this.#position = size - rest;
    }
    return indices;
  }

  /** The next `size` examples, an integer from 1 to `examples.count`; new arrays on each call. */
  nextBatch(size: number): Batch {
    const indices = this.nextIndices(size);
    const { inputs, inputSize, labels } = this.examples;
    const images = new Float32Array(size * inputSize);
    indices.forEach((index, row) => {
      const example = inputs.subarray(index * inputSize, (index + 1) * inputSize);
      if (example instanceof Uint8Array) writeUnitPixels(example, images, row * inputSize);
      else images.set(example, row * inputSize);
    });
    return { images, labels: Uint8Array.from(indices, (index) => labels[index]!), indices };
  }

  /** Where the stream stands, as plain JSON: save it, and `BatchStream.fromState` goes on from there. */
  getState(): BatchStreamState {
    return {
      version: 1,
      seed: this.#seed,
      count: this.examples.count,
      epoch: this.#epoch,
      position: this.#position,
      generator: [...this.#generatorAtEpochStart],
    };
  }

  #restore({ epoch, position, generator }: BatchStreamState): void {
    this.#generator = xoroshiro128plusFromState(generator);
    this.#shuffle();
    this.#epoch = epoch;
    this.#position = position;
  }

  #startNextEpoch(): void {
    this.#epoch += 1;
    this.#position = 0;
    this.#shuffle();
  }

  #shuffle(): void {
    this.#generatorAtEpochStart = [...this.#generator.getState()];
    this.#order = shuffledIndices(this.examples.count, this.#generator);
  }
}

/** Near seeds start near each other and stay so for a few numbers; a jump takes them far apart. */
function seededGenerator(seed: number): RandomGenerator {
  const generator = xoroshiro128plus(seed);
  generator.jump();
  return generator;
}
