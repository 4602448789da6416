import type { NetworkWorker } from '@bnlab/kernels';
import type { BatchSource, TrainingData } from './batch-source';
import type { Evaluation, Statistics } from './engine';
import { rateOf, type Slice, type SliceEngine, type TrainedSlice, trainSlices } from './train-slices';
import type { TrainingOptions, TrainingProgress } from './training-options';

/** Seconds of work that the worker is handed at a time: how soon it stops, and how often there is progress. */
const CHUNK_SECONDS = 0.05;

/** The parts of a worker that training uses: of a `NetworkWorker`, or a `GraphWorker`. */
export interface TrainingWorker<Data, State> {
  train(
    examples: Data,
    indices: Uint32Array,
    options: { batchSize: number; learningRate: number | readonly number[] },
  ): ReturnType<NetworkWorker['train']>;
  evaluate(examples: Data, statistics: Statistics): Promise<Evaluation>;
  getState(): Promise<State>;
  setState(state: State): Promise<void>;
  forget(examples: Data): void;
  terminate(): void;
}

/** The network to train: read at the start, and given its new state however the training ends. */
export interface TrainedElsewhere<Data, State> {
  getState(): Promise<State>;
  setState(state: State): void;
  /** Starts a worker with the network in it. */
  start(state: State): Promise<TrainingWorker<Data, State>>;
}

/** See `NeuralNet.trainInWorker`; the options are checked. */
export async function* trainInWorker<Data extends { readonly count: number }, State extends { step: number }>(
  net: TrainedElsewhere<Data, State>,
  data: TrainingData<Data>,
  options: TrainingOptions<Data>,
  checkBatch: (examples: Data) => void,
): AsyncGenerator<TrainingProgress, void> {
  options.signal?.throwIfAborted();
  const state = await net.getState();
  const worker = await net.start(state);
  try {
    const engine = new WorkerEngine(worker, state.step);
    yield* trainSlices(() => engine, data, options, checkBatch);
  } finally {
    const trained = await worker.getState().finally(() => worker.terminate());
    net.setState(trained);
  }
}

/** Trains in a worker, chunk by chunk of batches. */
class WorkerEngine<Data, State> implements SliceEngine<Data> {
  readonly #worker: TrainingWorker<Data, State>;
  #step: number;
  /** Batches that the worker is handed next. */
  #chunk = 1;

  constructor(worker: TrainingWorker<Data, State>, step: number) {
    this.#worker = worker;
    this.#step = step;
  }

  async trainSlice(slice: Slice<Data>): Promise<TrainedSlice> {
    const { batchSize, learningRate } = slice;
    const count = Math.min(this.#chunk, slice.most);
    const chunk = await drawChunk(slice.batches, count, batchSize);
    const { batches, isLast } = chunk;
    if (batches === 0) return { steps: 0, loss: undefined, diverged: false, seconds: 0, isLast };
    const rates =
      typeof learningRate === 'number'
        ? learningRate
        : Array.from({ length: batches }, (_, batch) => rateOf(learningRate, this.#step + 1 + batch));
    const options = { batchSize: chunk.batchSize, learningRate: rates };
    const trained = await this.#worker.train(chunk.examples!, chunk.indices, options);
    const { loss, diverged, seconds } = trained;
    if (slice.batches.isFresh) this.#worker.forget(chunk.examples!);
    this.#step += batches;
    // From 1 batch on, as many as fill the time, but no more than twice as many as the last time.
    this.#chunk = Math.max(1, Math.min(2 * count, Math.round((batches * CHUNK_SECONDS) / seconds)));
    return { steps: batches, loss, diverged, seconds, isLast };
  }

  evaluate(examples: Data, statistics: Statistics): Promise<Evaluation> {
    return this.#worker.evaluate(examples, statistics);
  }

  async keepState(): Promise<() => Promise<void>> {
    const state = await this.#worker.getState();
    return () => this.#worker.setState(state);
  }
}

interface Chunk<Data> {
  readonly examples: Data | undefined;
  readonly indices: Uint32Array;
  readonly batches: number;
  /** Examples of every batch but the last. */
  readonly batchSize: number;
  readonly isLast: boolean;
}

/** Batches of the same examples: up to one of another size than asked for, which ends the chunk. */
async function drawChunk<Data>(
  source: BatchSource<Data>,
  count: number,
  batchSize: number,
): Promise<Chunk<Data>> {
  const drawn: Uint32Array[] = [];
  let examples: Data | undefined;
  let isLast = false;
  while (drawn.length < count) {
    const batch = await source.next(batchSize);
    isLast = batch === undefined;
    if (!batch) break;
    examples = batch.examples;
    drawn.push(batch.indices);
    if (batch.indices.length !== batchSize || source.isFresh) break;
  }
  const indices = new Uint32Array(drawn.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of drawn) {
    indices.set(part, at);
    at += part.length;
  }
  const single = drawn.length === 1 ? drawn[0]!.length : batchSize;
  return { examples, indices, batches: drawn.length, batchSize: single, isLast };
}
