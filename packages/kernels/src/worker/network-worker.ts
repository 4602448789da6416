import { ArgumentError, checkOptions, show } from '@bnlab/arguments';
import type { CompiledNetworkOptions, InferenceStatistics } from '../network/compiled-network';
import { checkExamples } from '../network/check-batch';
import type { LabelledInputs } from '../network/data-set';
import { checkNetworkShape, type NetworkShape } from '../network/network-shape';
import { checkNetworkValues, type NetworkValues } from '../network/network-values';
import { checkObservationOptions, type Observation, type ObservationOptions } from '../network/observation';
import {
  BATCH_TRAINING,
  checkTraining,
  type BatchTraining,
  type TrainedBatches,
} from '../network/train-batches';
import type { Answer, AnswerMessage, CallName, Request } from './messages';
import { startWorker, type WorkerConnection } from './start-worker';

interface Waiting {
  name: CallName;
  resolve: (answer: never) => void;
  reject: (cause: unknown) => void;
  onProgress?: ((done: TrainedBatches) => void) | undefined;
}

/** Options of {@link NetworkWorker.train}. */
export interface WorkerTraining extends BatchTraining {
  /** Called with the result so far, about twenty times per second and at the end. Default: no call. */
  onProgress?: (done: TrainedBatches) => void;
  /** Ends the training between two steps. The network keeps what it has learned. Default: never. */
  signal?: AbortSignal;
}

/**
 * A `CompiledNetwork` in a thread of its own: a worker thread in Node.js, a web worker in a browser. The same calls give
 * the same bits as on the main thread. Two workers use two cores.
 *
 * Calls are answered in their order. Examples are copied to the worker at first use, and identified by reference.
 */
export class NetworkWorker {
  readonly #shape: NetworkShape;
  #connection: WorkerConnection | undefined;
  readonly #waiting = new Map<number, Waiting>();
  readonly #keys = new Map<LabelledInputs, number>();
  #calls = 0;
  #failure: Error | undefined;

  private constructor(shape: NetworkShape) {
    this.#shape = shape;
  }

  /**
   * Starts a worker and makes a network in it.
   *
   * @param shape - The layers and settings.
   * @param values - The starting parameters, population statistics and optimizer state.
   * @throws ArgumentError if an option is unknown, the shape is invalid, or the values do not fit it.
   */
  static async create(
    shape: NetworkShape,
    values: NetworkValues,
    options: Pick<CompiledNetworkOptions, 'inputs'> = {},
  ): Promise<NetworkWorker> {
    checkOptions('NetworkWorker.create', options, ['inputs']);
    checkNetworkShape('NetworkWorker.create', shape);
    checkNetworkValues('NetworkWorker.create', shape, values);
    const { inputs } = options;
    const worker = new NetworkWorker(shape);
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
   * Makes one step per batch of `batchSize` examples. The last batch takes the rest.
   *
   * @param indices - The numbers of the examples of all batches, one batch after another.
   * @returns The number of steps, the loss of the last batch, whether any loss was not finite, and the seconds.
   * @throws ArgumentError if an option is unknown, or if the examples, indices, batch size or learning rate do not fit.
   * @throws The reason of `signal`, once it is aborted.
   */
  async train(
    examples: LabelledInputs,
    indices: Uint32Array,
    options: WorkerTraining,
  ): Promise<TrainedBatches> {
    checkWorkerTraining(this.#shape, examples, indices, options);
    const { batchSize, learningRate, onProgress, signal } = options;
    signal?.throwIfAborted();
    const inSlices = onProgress !== undefined || signal !== undefined;
    const request = { key: this.#keyOf('train', examples), indices, batchSize, learningRate, inSlices };
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
    if (options) checkObservationOptions('NetworkWorker.observe', options);
    return this.#call('observe', { key: this.#keyOf('observe', examples), indices, options });
  }

  /** See `CompiledNetwork.evaluate`. */
  async evaluate(
    examples: LabelledInputs,
    statistics: InferenceStatistics,
  ): Promise<{ accuracy: number; loss: number }> {
    return this.#call('evaluate', { key: this.#keyOf('evaluate', examples), statistics });
  }

  /** See `CompiledNetwork.predict`. The examples are not kept. */
  async predict(examples: LabelledInputs, statistics: InferenceStatistics): Promise<Float32Array> {
    checkExamples('NetworkWorker.predict', this.#shape, examples);
    return this.#call('predict', { examples: plain(examples), statistics });
  }

  /** The network's state, in arrays of this thread. */
  async getState(): Promise<NetworkValues> {
    return this.#call('getState', undefined);
  }

  /** Replaces the network's state. See `CompiledNetwork.setState`. */
  async setState(values: NetworkValues): Promise<void> {
    checkNetworkValues('NetworkWorker.setState', this.#shape, values);
    return this.#call('setState', values);
  }

  /** Ends the worker at once. Calls that wait for an answer are rejected. */
  terminate(): void {
    this.#end(new Error('NetworkWorker: the worker has been terminated'));
  }

  #keyOf(name: CallName, examples: LabelledInputs): number {
    const known = this.#keys.get(examples);
    if (known !== undefined) return known;
    checkExamples(`NetworkWorker.${name}`, this.#shape, examples);
    const key = this.#keys.size;
    this.#keys.set(examples, key);
    // It cannot fail in the worker. Where the worker is gone, the next call says so.
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
      this.#waiting.set(id, { name, resolve, reject, onProgress });
      this.#connection.post({ id, name, request });
    });
  }

  #answered(message: AnswerMessage): void {
    const waiting = this.#waiting.get(message.id);
    // It was on its way when the worker was terminated.
    if (!waiting) return;
    if ('progress' in message) return waiting.onProgress?.(message.progress);
    this.#waiting.delete(message.id);
    if ('refusal' in message) {
      waiting.reject(new ArgumentError(`NetworkWorker.${waiting.name}`, message.refusal));
    } else if ('error' in message) waiting.reject(message.error);
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

function checkWorkerTraining(
  shape: NetworkShape,
  examples: LabelledInputs,
  indices: Uint32Array,
  options: WorkerTraining,
): void {
  const caller = 'NetworkWorker.train';
  checkTraining(caller, shape, examples, indices, options, [...BATCH_TRAINING, 'onProgress', 'signal']);
  const { onProgress, signal } = options;
  if (onProgress !== undefined && typeof onProgress !== 'function') {
    throw new ArgumentError(caller, `onProgress must be a function, got ${show(onProgress)}`);
  }
  if (signal !== undefined && typeof signal?.throwIfAborted !== 'function') {
    throw new ArgumentError(caller, `signal must be an AbortSignal, got ${show(signal)}`);
  }
}

/** Only the properties of a class's instance reach a worker. */
function plain({ count, inputSize, inputs, labels }: LabelledInputs): LabelledInputs {
  return { count, inputSize, inputs, labels };
}
