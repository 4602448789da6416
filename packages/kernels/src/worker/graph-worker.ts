import { checkChoice, checkNumber, checkOptions } from '@bnlab/arguments';
import type { CompiledGraphOptions, GraphStatistics } from '../graph/compiled-graph';
import { checkExamples, checkIndices, type GraphExamples } from '../graph/examples';
import {
  completeGraph,
  type CompleteGraph,
  type GraphDescription,
  type GraphValues,
} from '../graph/graph-description';
import type { GraphObservation } from '../graph/graph-observation';
import { checkObservationOptions, type ObservationOptions } from '../network/observation';
import { BATCH_TRAINING, checkBatchTraining, type TrainedBatches } from '../network/train-batches';
import { checkWorkerTraining, WorkerClient, type WorkerTraining } from './worker-client';

/**
 * A `CompiledGraph` in a thread of its own: a worker thread in Node.js, a web worker in a browser. The same calls give
 * the same bits as on the main thread. Two workers use two cores.
 *
 * Calls are answered in their order. Examples are copied to the worker at first use, and identified by reference.
 */
export class GraphWorker {
  readonly #graph: CompleteGraph;
  readonly #client: WorkerClient;

  private constructor(graph: CompleteGraph, client: WorkerClient) {
    this.#graph = graph;
    this.#client = client;
  }

  /**
   * Starts a worker and makes a network in it.
   *
   * @param description - The layers, the loss and the optimizer.
   * @throws ArgumentError naming the layer and the option that is wrong, or if the values do not fit.
   */
  static async create(
    description: GraphDescription,
    options: Pick<CompiledGraphOptions, 'values' | 'convolutions'> = {},
  ): Promise<GraphWorker> {
    const caller = 'GraphWorker.create';
    checkOptions(caller, options, ['values', 'convolutions']);
    const graph = completeGraph(caller, description);
    const client = await WorkerClient.start('GraphWorker', 'createGraph', { description, options });
    return new GraphWorker(graph, client);
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
    examples: GraphExamples,
    indices: Uint32Array,
    options: WorkerTraining,
  ): Promise<TrainedBatches> {
    const caller = 'GraphWorker.train';
    checkOptions(caller, options, [...BATCH_TRAINING, 'onProgress', 'signal']);
    const key = this.#keyOf('train', examples);
    checkIndices(caller, indices, examples.count);
    checkBatchTraining(caller, indices, options);
    checkWorkerTraining(caller, options);
    return this.#client.train({ key }, indices, options);
  }

  /** See `CompiledGraph.observe`. */
  async observe(
    examples: GraphExamples,
    indices: Uint32Array,
    options: ObservationOptions = {},
  ): Promise<GraphObservation> {
    const caller = 'GraphWorker.observe';
    checkObservationOptions(caller, options);
    const key = this.#keyOf('observe', examples);
    checkIndices(caller, indices, examples.count);
    return this.#client.call('observe', { key, indices, options }) as Promise<GraphObservation>;
  }

  /** See `CompiledGraph.evaluate`. */
  async evaluate(
    examples: GraphExamples,
    statistics: GraphStatistics = 'population',
  ): Promise<{ accuracy: number; loss: number }> {
    checkChoice('GraphWorker.evaluate', 'statistics', statistics, ['population', 'batch']);
    return this.#client.call('evaluate', { key: this.#keyOf('evaluate', examples), statistics });
  }

  /** See `CompiledGraph.predict`. The examples are not kept. */
  async predict(examples: GraphExamples, statistics: GraphStatistics = 'population'): Promise<Float32Array> {
    checkChoice('GraphWorker.predict', 'statistics', statistics, ['population', 'batch']);
    checkExamples('GraphWorker.predict', examples, this.#graph);
    return this.#client.call('predict', { examples: plain(examples), statistics });
  }

  /** The network's state, in arrays of this thread. */
  async getState(): Promise<GraphValues> {
    return this.#client.call('getState', undefined) as Promise<GraphValues>;
  }

  /** Replaces the network's state. See `CompiledGraph.setState`. */
  async setState(values: GraphValues): Promise<void> {
    checkOptions('GraphWorker.setState', values, ['step', 'layers', 'slots'], 'values');
    checkNumber('GraphWorker.setState', 'values.step', values.step, { integer: true, min: 0 });
    return this.#client.call('setState', values);
  }

  /** Lets the worker let go of its copy of examples that it has been trained or measured on. */
  forget(examples: GraphExamples): void {
    this.#client.forget(examples);
  }

  /** Ends the worker at once. Calls that wait for an answer are rejected. */
  terminate(): void {
    this.#client.terminate();
  }

  #keyOf(name: string, examples: GraphExamples): number {
    return this.#client.keyOf(examples, () => {
      checkExamples(`GraphWorker.${name}`, examples, this.#graph);
      return plain(examples);
    });
  }
}

/** Only the properties of a class's instance reach a worker. */
function plain({ count, inputs, labels }: GraphExamples): GraphExamples {
  return { count, inputs, labels };
}
