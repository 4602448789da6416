import { xoroshiro128plus, xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator';
import { checkNumber, checkOptions, className } from '@bnlab/arguments';
import { checkBatchStreamState, type BatchStreamState } from './batch-stream-state';
import { writeUnitPixels, type Dataset } from './dataset';
import { checkExamples, type Examples } from './examples';
import { shuffledIndices } from './shuffled-indices';

/** A batch of n examples, in the order in which they were drawn. */
export interface Batch {
  /** Inputs, [n, inputSize], flat in row-major order. Bytes are divided by 255, floats are copied. */
  images: Float32Array;
  /** Class indices, [n]. */
  labels: Uint8Array;
  /** Position of each example in the set, [n]. */
  indices: Uint32Array;
}

/**
 * An endless stream of batches in random order, shuffled again for each epoch.
 *
 * A batch that reaches the end of an epoch is filled up from the next one. So each epoch holds each example exactly once,
 * and the order of the examples does not depend on the batch sizes. It depends only on the seed and the number of
 * examples, and is the same on every machine.
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
   * @param examples A `Dataset` or an object of your own arrays, with at least one example.
   * @param options.seed Seed of the random order, an integer from 0 to 4294967295.
   * @throws {ArgumentError} if the sizes of the examples do not match, or an option is invalid.
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

  /**
   * A stream over `examples` that continues exactly from a saved state.
   *
   * @throws {ArgumentError} if the state is invalid or belongs to a set of another size.
   */
  static fromState<Set extends Examples>(examples: Set, state: BatchStreamState): BatchStream<Set> {
    checkExamples('BatchStream.fromState', examples);
    checkBatchStreamState(state, examples);
    const stream = new BatchStream(examples, { seed: state.seed });
    stream.#restore(state);
    return stream;
  }

  /** Number of complete epochs. */
  get epoch(): number {
    return this.#epoch;
  }

  /**
   * The positions of the next `size` examples, without copying their inputs.
   *
   * A batch across the end of an epoch may hold an example twice, once from each epoch.
   *
   * @param size An integer from 1 to `examples.count`.
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

  /**
   * The next `size` examples, in new arrays.
   *
   * @param size An integer from 1 to `examples.count`.
   */
  nextBatch(size: number): Batch {
    const indices = this.nextIndices(size);
    const { inputs, inputSize, labels } = this.examples;
    const images = new Float32Array(size * inputSize);
    indices.forEach((index, row) => {
      const example = inputs.subarray(index * inputSize, (index + 1) * inputSize);
      if (className(example) === 'Uint8Array')
        writeUnitPixels(example as Uint8Array, images, row * inputSize);
      else images.set(example, row * inputSize);
    });
    return { images, labels: Uint8Array.from(indices, (index) => labels[index]!), indices };
  }

  /** The state of the stream as plain JSON, for `BatchStream.fromState`. */
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
