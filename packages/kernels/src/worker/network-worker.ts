import type { CompiledNetworkOptions, InferenceStatistics } from '../network/compiled-network';
import type { LabelledInputs } from '../network/data-set';
import type { NetworkShape } from '../network/network-shape';
import type { NetworkValues } from '../network/network-values';
import type { Observation, ObservationOptions } from '../network/observation';
import { checkBatches, type BatchTraining, type TrainedBatches } from '../network/train-batches';
import type { Answer, AnswerMessage, CallName, Request } from './messages';
import { startWorker, type WorkerConnection } from './start-worker';

interface Waiting {
  resolve: (answer: never) => void;
  reject: (cause: unknown) => void;
  onProgress?: ((done: TrainedBatches) => void) | undefined;
}

/** How {@link NetworkWorker.train} trains, and what it tells. */
export interface WorkerTraining extends BatchTraining {
  /** Called about twenty times a second with what has been trained so far, and when all is done. */
  onProgress?: (done: TrainedBatches) => void;
  /** Ends the training between two batches; the network keeps what it has learned until then. */
  signal?: AbortSignal;
}

/**
 * A `CompiledNetwork` in a thread of its own: a worker thread in Node.js, a web worker in a browser. Two of them train
 * on two cores. The same calls give the same bits as on the main thread.
 *
 * Calls are answered one after another, in the order in which they were made. Examples are copied to the worker when
 * they are first named, and told apart by identity.
 */
export class NetworkWorker {
  #connection: WorkerConnection | undefined;
  readonly #waiting = new Map<number, Waiting>();
  readonly #keys = new Map<LabelledInputs, number>();
  #calls = 0;
  #failure: Error | undefined;

  private constructor() {}

  /**
   * Starts a worker and makes the network in it.
   *
   * @throws RangeError when the shape is not one, or the values do not fit it.
   */
  static async create(
    shape: NetworkShape,
    values: NetworkValues,
    { inputs }: Pick<CompiledNetworkOptions, 'inputs'> = {},
  ): Promise<NetworkWorker> {
    const worker = new NetworkWorker();
    worker.#connection = await startWorker({
      onAnswer: (message) => worker.#answered(message),
      onFailure: (cause) => worker.#end(cause),
    });
    try {
      await worker.#call('create', { shape, values, inputs });
    } catch (cause) {
      worker.terminate();
      throw cause;
    }
    return worker;
  }

  /**
   * Trains on batch after batch of `batchSize` examples, the last of what is left.
   *
   * @param indices Numbers of the examples of all batches, one batch after another.
   * @returns The loss of the last batch, whether any loss was not finite, and the seconds it took.
   * @throws What `signal` gives as its reason, once it is aborted.
   */
  async train(
    examples: LabelledInputs,
    indices: Uint32Array,
    { batchSize, learningRate, onProgress, signal }: WorkerTraining,
  ): Promise<TrainedBatches> {
    checkBatches('NetworkWorker.train', indices, batchSize);
    signal?.throwIfAborted();
    const inSlices = onProgress !== undefined || signal !== undefined;
    const request = { key: this.#keyOf(examples), indices, batchSize, learningRate, inSlices };
    const id = this.#calls;
    const cancel = () => this.#connection?.post({ cancel: id });
    signal?.addEventListener('abort', cancel);
    try {
      const done = await this.#call('train', request, onProgress);
      if (done.batches * batchSize < indices.length) signal!.throwIfAborted();
      return done;
    } finally {
      signal?.removeEventListener('abort', cancel);
    }
  }

  /** See `CompiledNetwork.observe`. */
  async observe(
    examples: LabelledInputs,
    indices: Uint32Array,
    options?: ObservationOptions,
  ): Promise<Observation> {
    return this.#call('observe', { key: this.#keyOf(examples), indices, options });
  }

  /** See `CompiledNetwork.evaluate`. */
  async evaluate(
    examples: LabelledInputs,
    statistics: InferenceStatistics,
  ): Promise<{ accuracy: number; loss: number }> {
    return this.#call('evaluate', { key: this.#keyOf(examples), statistics });
  }

  /** See `CompiledNetwork.predict`. The examples are not kept. */
  async predict(examples: LabelledInputs, statistics: InferenceStatistics): Promise<Float32Array> {
    return this.#call('predict', { examples: plain(examples), statistics });
  }

  /** Everything that training has made of the network, in arrays of this thread. */
  async getState(): Promise<NetworkValues> {
    return this.#call('getState', undefined);
  }

  /** Puts other values in place of the network's, of the same shapes. */
  async setState(values: NetworkValues): Promise<void> {
    return this.#call('setState', values);
  }

  /** Ends the worker at once; calls that wait for an answer are rejected. */
  terminate(): void {
    this.#end(new Error('NetworkWorker: the worker has been terminated'));
  }

  #keyOf(examples: LabelledInputs): number {
    const known = this.#keys.get(examples);
    if (known !== undefined) return known;
    const key = this.#keys.size;
    this.#keys.set(examples, key);
    // It cannot fail in the worker; where the worker is gone, the call that follows says so.
    this.#call('addExamples', { key, examples: plain(examples) }).catch(() => undefined);
    return key;
  }

  #call<Name extends CallName>(
    name: Name,
    request: Request<Name>,
    onProgress?: Waiting['onProgress'],
  ): Promise<Answer<Name>> {
    return new Promise((resolve, reject) => {
      if (!this.#connection)
        return reject(this.#failure ?? new Error('NetworkWorker: the worker has not started'));
      const id = this.#calls++;
      this.#waiting.set(id, { resolve, reject, onProgress });
      this.#connection.post({ id, name, request });
    });
  }

  #answered(message: AnswerMessage): void {
    const waiting = this.#waiting.get(message.id);
    // What was on its way when the worker was terminated.
    if (!waiting) return;
    if ('progress' in message) return waiting.onProgress?.(message.progress);
    this.#waiting.delete(message.id);
    if ('error' in message) waiting.reject(message.error);
    else waiting.resolve(message.answer as never);
  }

  #end(cause: Error): void {
    this.#failure ??= cause;
    this.#connection?.terminate();
    this.#connection = undefined;
    for (const { reject } of this.#waiting.values()) reject(this.#failure);
    this.#waiting.clear();
  }
}

/** An instance of a class does not survive the way to a worker; what it shows of itself does. */
function plain({ count, inputSize, inputs, labels }: LabelledInputs): LabelledInputs {
  return { count, inputSize, inputs, labels };
}
