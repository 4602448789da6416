import { checkOptions } from '@bnlab/arguments';
import type { CompiledNetworkOptions, InferenceStatistics } from '../network/compiled-network';
import { checkExamples } from '../network/check-batch';
import type { LabelledInputs } from '../network/data-set';
import { checkNetworkShape, type NetworkShape } from '../network/network-shape';
import { checkNetworkValues, type NetworkValues } from '../network/network-values';
import { checkObservationOptions, type Observation, type ObservationOptions } from '../network/observation';
import { BATCH_TRAINING, checkTraining, type TrainedBatches } from '../network/train-batches';
import type { ThreadUse } from '../threads/network-threads';
import { checkThreads } from '../threads/thread-options';
import { checkWorkerTraining, WorkerClient, type WorkerTraining } from './worker-client';

/**
 * A `CompiledNetwork` in a thread of its own: a worker thread in Node.js, a web worker in a browser. The same calls give
 * the same bits as on the main thread. Two workers use two cores.
 *
 * Calls are answered in their order. Examples are copied to the worker at first use, and identified by reference.
 */
export class NetworkWorker {
  readonly #shape: NetworkShape;
  readonly #client: WorkerClient;

  private constructor(shape: NetworkShape, client: WorkerClient) {
    this.#shape = shape;
    this.#client = client;
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
    options: Pick<CompiledNetworkOptions, 'inputs' | 'threads'> = {},
  ): Promise<NetworkWorker> {
    checkOptions('NetworkWorker.create', options, ['inputs', 'threads']);
    checkNetworkShape('NetworkWorker.create', shape);
    checkNetworkValues('NetworkWorker.create', shape, values);
    if (options.threads !== undefined) checkThreads('NetworkWorker.create', options.threads);
    const client = await WorkerClient.start('NetworkWorker', 'create', { shape, values, options });
    return new NetworkWorker(shape, client);
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
    const caller = 'NetworkWorker.train';
    checkTraining(caller, this.#shape, examples, indices, options, [
      ...BATCH_TRAINING,
      'onProgress',
      'signal',
    ]);
    checkWorkerTraining(caller, options);
    return this.#client.train({ key: this.#keyOf('train', examples) }, indices, options);
  }

  /** See `CompiledNetwork.observe`. */
  async observe(
    examples: LabelledInputs,
    indices: Uint32Array,
    options?: ObservationOptions,
  ): Promise<Observation> {
    if (options) checkObservationOptions('NetworkWorker.observe', options);
    return this.#client.call('observe', {
      ...{ key: this.#keyOf('observe', examples), indices, options },
    }) as Promise<Observation>;
  }

  /** See `CompiledNetwork.evaluate`. */
  async evaluate(
    examples: LabelledInputs,
    statistics: InferenceStatistics,
  ): Promise<{ accuracy: number; loss: number }> {
    return this.#client.call('evaluate', { key: this.#keyOf('evaluate', examples), statistics });
  }

  /** See `CompiledNetwork.predict`. The examples are not kept. */
  async predict(examples: LabelledInputs, statistics: InferenceStatistics): Promise<Float32Array> {
    checkExamples('NetworkWorker.predict', this.#shape, examples);
    return this.#client.call('predict', { examples: plain(examples), statistics });
  }

  /** The threads that train the network: see `CompiledNetwork.threads`. */
  async getThreads(): Promise<ThreadUse> {
    return this.#client.call('getThreads', undefined);
  }

  /** The network's state, in arrays of this thread. */
  async getState(): Promise<NetworkValues> {
    return this.#client.call('getState', undefined) as Promise<NetworkValues>;
  }

  /** Replaces the network's state. See `CompiledNetwork.setState`. */
  async setState(values: NetworkValues): Promise<void> {
    checkNetworkValues('NetworkWorker.setState', this.#shape, values);
    return this.#client.call('setState', values);
  }

  /** Lets the worker let go of its copy of examples that it has been trained or measured on. */
  forget(examples: LabelledInputs): void {
    this.#client.forget(examples);
  }

  /** Ends the worker and the threads of its network at once. Calls that wait for an answer are rejected. */
  terminate(): void {
    this.#client.terminate();
  }

  #keyOf(name: string, examples: LabelledInputs): number {
    return this.#client.keyOf(examples, () => {
      checkExamples(`NetworkWorker.${name}`, this.#shape, examples);
      return plain(examples);
    });
  }
}

/** Only the properties of a class's instance reach a worker. */
function plain({ count, inputSize, inputs, labels }: LabelledInputs): LabelledInputs {
  return { count, inputSize, inputs, labels };
}
