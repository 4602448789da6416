import { ArgumentError, show } from '@bnlab/arguments';
import type { Examples, ExampleStream } from './examples';

/** Batches one by one: what does not fit in memory, or is made while training goes on. Each batch is trained on once. */
export type BatchIterable<Data = Examples> = Iterable<Data> | AsyncIterable<Data>;

/** The source of batches. */
export type TrainingData<Data = Examples> = ExampleStream<Data> | BatchIterable<Data>;

/** The batch of one step. */
export interface StepExamples<Data> {
  readonly examples: Data;
  readonly indices: Uint32Array;
}

/** Batches as the loop of training asks for them. */
export interface BatchSource<Data> {
  /** Whether each batch is of examples of its own, which nothing else is drawn from. */
  readonly isFresh: boolean;
  /** The next batch; undefined when there is none left. */
  next(size: number): StepExamples<Data> | undefined | Promise<StepExamples<Data> | undefined>;
  /** Lets go of what gives the batches. */
  close(): Promise<void>;
}

/** Whether batches are drawn from examples in memory. */
export function isStream<Data>(batches: TrainingData<Data>): batches is ExampleStream<Data> {
  return typeof (batches as Partial<ExampleStream> | undefined)?.nextIndices === 'function';
}

/** @throws ArgumentError if `batches` is neither a stream of examples nor something to iterate over. */
export function checkTrainingData(functionName: string, batches: unknown): void {
  if (typeof batches === 'object' && batches !== null) {
    if (isStream(batches as TrainingData)) return;
    const isEmpty = Array.isArray(batches) && batches.length === 0;
    if (Symbol.asyncIterator in batches || (Symbol.iterator in batches && !isEmpty)) return;
  }
  const expected =
    'a stream { examples, nextIndices(size) }, or something to iterate over that gives batches';
  throw new ArgumentError(functionName, `batches must be ${expected}, got ${show(batches)}`);
}

/**
 * One source of batches, whichever way they come.
 *
 * @param check - Throws if a batch that is made while the training runs does not fit.
 */
export function sourceOf<Data extends { readonly count: number }>(
  batches: TrainingData<Data>,
  check: (examples: Data) => void,
): BatchSource<Data> {
  if (isStream(batches)) {
    const isFresh = batches.augmented !== undefined;
    return { isFresh, next: (size) => drawn(batches, size, check), close: () => Promise.resolve() };
  }
  const iterator =
    Symbol.asyncIterator in batches ? batches[Symbol.asyncIterator]() : batches[Symbol.iterator]();
  return {
    isFresh: true,
    async next() {
      const result: IteratorResult<Data, unknown> = await iterator.next();
      if (result.done) return undefined;
      check(result.value);
      return { examples: result.value, indices: upTo(result.value.count) };
    },
    async close() {
      await iterator.return?.();
    },
  };
}

function drawn<Data extends { readonly count: number }>(
  stream: ExampleStream<Data>,
  size: number,
  check: (examples: Data) => void,
): StepExamples<Data> {
  const indices = stream.nextIndices(size);
  if (!stream.augmented) return { examples: stream.examples, indices };
  const examples = stream.augmented(indices);
  check(examples);
  return { examples, indices: upTo(indices.length) };
}

function upTo(count: number): Uint32Array {
  return Uint32Array.from({ length: count }, (_, index) => index);
}
