import { ArgumentError, show } from '@bnlab/arguments';
import type { BatchTraining, TrainedBatches } from '../network/train-batches';
import type { Answer, AnswerMessage, CallName, Request, WorkerExamples } from './messages';
import type { WorkerConnection } from './launch-worker';
import { startWorker } from './start-worker';

interface Waiting {
  name: CallName;
  resolve: (answer: never) => void;
  reject: (cause: unknown) => void;
  onProgress?: ((done: TrainedBatches) => void) | undefined;
}

/** Options of a training in a worker. */
export interface WorkerTraining extends BatchTraining {
  /** Called with the result so far, about twenty times per second and at the end. Default: no call. */
  onProgress?: (done: TrainedBatches) => void;
  /** Ends the training between two steps. The network keeps what it has learned. Default: never. */
  signal?: AbortSignal;
}

/** Calls a network in a worker, whatever kind of network it is. Calls are answered in their order. */
export class WorkerClient {
  /** The class that is a user's, for errors. */
  readonly #className: string;
  #connection: WorkerConnection | undefined;
  readonly #waiting = new Map<number, Waiting>();
  readonly #keys = new Map<WorkerExamples, number>();
  #calls = 0;
  #sent = 0;
  #failure: Error | undefined;

  private constructor(className: string) {
    this.#className = className;
  }

  /** Starts a worker, and makes its network by a first call. */
  static async start<Name extends 'create' | 'createGraph'>(
    className: string,
    name: Name,
    request: Request<Name>,
  ): Promise<WorkerClient> {
    const client = new WorkerClient(className);
    client.#connection = await startWorker({
      onMessage: (message) => client.#answered(message),
      onFailure: (cause) => client.#end(cause),
    });
    try {
      await client.call(name, request);
    } catch (cause) {
      client.terminate();
      throw cause;
    }
    return client;
  }

  /** See `NetworkWorker.train`; all but `onProgress` and `signal` is checked. */
  async train(
    examples: { key: number },
    indices: Uint32Array,
    { batchSize, learningRate, onProgress, signal }: WorkerTraining,
  ): Promise<TrainedBatches> {
    signal?.throwIfAborted();
    const inSlices = onProgress !== undefined || signal !== undefined;
    const request = { ...examples, indices, batchSize, learningRate, inSlices };
    const id = this.#calls;
    const cancel = () => this.#connection?.post({ cancel: id });
    signal?.addEventListener('abort', cancel);
    try {
      const done = await this.call('train', request, onProgress);
      if (done.batches * batchSize < indices.length) signal!.throwIfAborted();
      return done;
    } finally {
      signal?.removeEventListener('abort', cancel);
    }
  }

  /** The number that the worker knows examples by. New ones are sent, as `prepare` checks and copies them. */
  keyOf<Examples extends WorkerExamples>(examples: Examples, prepare: () => Examples): number {
    const known = this.#keys.get(examples);
    if (known !== undefined) return known;
    const prepared = prepare();
    const key = this.#sent++;
    this.#keys.set(examples, key);
    // It cannot fail in the worker. Where the worker is gone, the next call says so.
    this.call('addExamples', { key, examples: prepared }).catch(() => undefined);
    return key;
  }

  /** Lets the worker let go of its copy. */
  forget(examples: WorkerExamples): void {
    const key = this.#keys.get(examples);
    if (key === undefined) return;
    this.#keys.delete(examples);
    this.call('forgetExamples', { key }).catch(() => undefined);
  }

  call<Name extends CallName>(
    name: Name,
    request: Request<Name>,
    onProgress?: Waiting['onProgress'],
  ): Promise<Answer<Name>> {
    return new Promise((resolve, reject) => {
      if (!this.#connection)
        return reject(this.#failure ?? new Error(`${this.#className}: the worker has not started`));
      const id = this.#calls++;
      this.#waiting.set(id, { name, resolve, reject, onProgress });
      this.#connection.post({ id, name, request });
    });
  }

  /** Ends the worker at once. Calls that wait for an answer are rejected. */
  terminate(): void {
    this.#end(new Error(`${this.#className}: the worker has been terminated`));
  }

  #answered(message: AnswerMessage): void {
    const waiting = this.#waiting.get(message.id);
    // It was on its way when the worker was terminated.
    if (!waiting) return;
    if ('progress' in message) return waiting.onProgress?.(message.progress);
    this.#waiting.delete(message.id);
    if ('refusal' in message) {
      const method = waiting.name === 'createGraph' ? 'create' : waiting.name;
      waiting.reject(new ArgumentError(`${this.#className}.${method}`, message.refusal));
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

/** @throws ArgumentError if `onProgress` is no function or `signal` no signal. */
export function checkWorkerTraining(caller: string, { onProgress, signal }: WorkerTraining): void {
  if (onProgress !== undefined && typeof onProgress !== 'function') {
    throw new ArgumentError(caller, `onProgress must be a function, got ${show(onProgress)}`);
  }
  if (signal !== undefined && typeof signal?.throwIfAborted !== 'function') {
    throw new ArgumentError(caller, `signal must be an AbortSignal, got ${show(signal)}`);
  }
}
