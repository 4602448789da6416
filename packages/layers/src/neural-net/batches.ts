import {
  ArgumentError,
  checkBoolean,
  checkFunction,
  checkNumber,
  checkOptions,
  show,
} from '@bnlab/arguments';
import type { ClassLabels } from '@bnlab/kernels';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { checkTypedArray, inputsAt, type ExampleStream } from './examples';

/** Examples in arrays of your own. */
export interface ExampleArrays<Labels extends ClassLabels | Float32Array> {
  /** The values of each, example by example. A byte b stands for b / 255, a float for itself. */
  readonly inputs: Float32Array | Uint8Array;
  /** The class of each, or as floats the value that each of its outputs is to have. */
  readonly labels: Labels;
  /** Examples. Default: as many as labels; to be given where each has several. */
  readonly count?: number;
}

/** The data of {@link batches}. */
export interface BatchExamples<Labels extends ClassLabels | Float32Array> {
  readonly count: number;
  /** Values per example. */
  readonly inputSize: number;
  readonly inputs: Float32Array | Uint8Array;
  readonly labels: Labels;
}

/** Random numbers for {@link BatchesOptions.augment}: even on [0, 1), from the seed of the stream. */
export type RandomNumber = () => number;

/** How {@link batches} draws. */
export interface BatchesOptions {
  /** Examples per batch; the last of an epoch has what is left. Default: 60. */
  batchSize?: number;
  /** An integer that the orders come from. Default: 1. */
  seed?: number;
  /** Whether each epoch has an order of its own; else that of the arrays. Default: `true`. */
  shuffle?: boolean;
  /**
   * Changes an example each time that it is trained on: `inputs` is a copy of its values, to be changed in place; a byte
   * b has become b / 255. `random` gives the same numbers for the same seed. Default: examples stay as they are.
   */
  augment?: (inputs: Float32Array, random: RandomNumber) => void;
}

/** A stream of batches that knows the size of its epochs. */
export interface Batches<
  Labels extends ClassLabels | Float32Array = ClassLabels | Float32Array,
> extends ExampleStream<BatchExamples<Labels>> {
  readonly batchSize: number;
  /** Batches that show every example once. */
  readonly batchesPerEpoch: number;
}

/**
 * Batches of examples in your own arrays, epoch after epoch: each epoch has every example once, its last batch what is
 * left. The same seed gives the same batches on every machine.
 *
 * ```js
 * const stream = batches({ inputs, labels }, { batchSize: 32, seed: 1 });
 * for await (const { step, loss } of net.train(stream, { learningRate: 0.1, epochs: 5 })) console.log(step, loss);
 * ```
 *
 * @throws ArgumentError if an option is unknown or out of range, or the arrays do not fit each other.
 */
export function batches<Labels extends ClassLabels | Float32Array>(
  arrays: ExampleArrays<Labels>,
  options: BatchesOptions = {},
): Batches<Labels> {
  const caller = 'batches';
  const examples = checkedExamples(caller, arrays);
  checkOptions(caller, options, ['batchSize', 'seed', 'shuffle', 'augment']);
  const { batchSize = 60, seed = 1, shuffle = true, augment } = options;
  checkNumber(caller, 'batchSize', batchSize, { min: 1, integer: true });
  checkNumber(caller, 'seed', seed, { integer: true });
  checkBoolean(caller, 'shuffle', shuffle);
  if (augment !== undefined) checkFunction(caller, 'augment', augment, 'of inputs and random');
  const order = new EpochOrder(examples.count, shuffle ? seed : undefined);
  return {
    ...{ examples, batchSize, batchesPerEpoch: Math.ceil(examples.count / batchSize) },
    nextIndices: (size) => order.next(size),
    ...(augment && { augmented: augmentedBy(examples, augment, seed) }),
  };
}

function checkedExamples<Labels extends ClassLabels | Float32Array>(
  caller: string,
  arrays: ExampleArrays<Labels>,
): BatchExamples<Labels> {
  if (typeof arrays !== 'object' || arrays === null || !('inputs' in arrays)) {
    throw new ArgumentError(caller, `arrays must be { inputs, labels }, got ${show(arrays)}`);
  }
  const { inputs, labels, count = labels?.length } = arrays;
  checkTypedArray(caller, 'inputs', inputs, ['Uint8Array', 'Float32Array']);
  const kinds = ['Uint8Array', 'Uint16Array', 'Uint32Array', 'Int32Array', 'Float32Array'];
  checkTypedArray(caller, 'labels', labels, kinds);
  checkNumber(caller, 'count', count, { min: 1, integer: true });
  const inputSize = inputs.length / count;
  if (inputSize > 0 && Number.isInteger(inputSize) && Number.isInteger(labels.length / count)) {
    return { count, inputSize, inputs, labels };
  }
  throw new ArgumentError(
    caller,
    `inputs and labels must hold as many values for each of ${count} examples, got ${inputs.length} and ${labels.length}`,
  );
}

/** The numbers of examples, epoch after epoch. */
class EpochOrder {
  readonly #order: Uint32Array;
  readonly #generator: ReturnType<typeof xoroshiro128plus> | undefined;
  #next = 0;

  constructor(count: number, seed: number | undefined) {
    this.#order = Uint32Array.from({ length: count }, (_, index) => index);
    this.#generator = seed === undefined ? undefined : xoroshiro128plus(seed);
  }

  /** The next `size` numbers, or those that the epoch has left. */
  next(size: number): Uint32Array {
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

function augmentedBy<Labels extends ClassLabels | Float32Array>(
  examples: BatchExamples<Labels>,
  augment: NonNullable<BatchesOptions['augment']>,
  seed: number,
): (indices: Uint32Array) => BatchExamples<Labels> {
  // Not the numbers that the order is drawn from.
  const generator = xoroshiro128plus(~seed);
  const random = () => (generator.next() >>> 8) / 2 ** 24;
  const { count, inputSize, labels } = examples;
  const labelSize = labels.length / count;
  return (indices) => {
    const inputs = inputsAt(examples, indices);
    const chosen = labels.slice(0, indices.length * labelSize) as Labels;
    indices.forEach((index, row) => {
      augment(inputs.subarray(row * inputSize, (row + 1) * inputSize), random);
      chosen.set(labels.subarray(index * labelSize, (index + 1) * labelSize), row * labelSize);
    });
    return { count: indices.length, inputSize, inputs, labels: chosen };
  };
}
