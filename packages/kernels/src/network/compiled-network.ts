import { checkChoice, checkOptions } from '@bnlab/arguments';
import { layerRecord, networkRecord } from '../generated/step-records';
import type { LinearMemory } from '../wasm/linear-memory';
import { MemoryRecord, recordBytes } from '../wasm/memory-record';
import { startStepKernels, type StepKernels } from '../wasm/step-kernels';
import { compileStepModule, whyNoCompiledNetworks } from '../wasm/step-module';
import { NetworkThreads, planThreads, type ThreadPlan, type ThreadUse } from '../threads/network-threads';
import { checkThreads } from '../threads/thread-options';
import { BatchBuffers, type BatchRoom } from './batch-buffers';
import { checkBatch, checkExamples, checkStatistics } from './check-batch';
import { isSparseData, type LabelledInputs, type StoredDataSet } from './data-set';
import { DataSetCache } from './data-set-cache';
import { runEvaluation } from './run-evaluation';
import { LayerParameters } from './layer-parameters';
import { NetworkReplica } from './network-replica';
import { checkNetworkShape, type NetworkShape } from './network-shape';
import { checkNetworkValues, type NetworkValues } from './network-values';
import {
  checkObservationOptions,
  observe,
  type Observation,
  type ObservationOptions,
  updateRatio,
  type UpdateRatios,
} from './observation';
import { optimizerFields } from './optimizer-fields';
import { checkTraining, trainBatches, type BatchTraining, type TrainedBatches } from './train-batches';

const CREATE = 'CompiledNetwork.create';

/** Examples that pass through the network at once at inference: a batch that stays in the cache. */
const INFERENCE_BATCH = 120;

/** The statistics that batch norm uses at inference: those of the population, or those of the examples themselves. */
export type InferenceStatistics = 'population' | 'batch';

/** Options of {@link CompiledNetwork}. */
export interface CompiledNetworkOptions {
  /**
   * How the first layer reads its inputs: `sparse` as lists of the nonzero values, `dense` as rows, `auto` as is faster
   * for the first examples. The results have the same bits. Default: `auto`.
   */
  inputs?: 'auto' | 'sparse' | 'dense';
  /**
   * How many threads make a step, from 1 to 64, or `'auto'`: for networks of 250,000 weights and more, the number that is
   * the fastest as measured while training, up to the cores and 8. Any number gives the same bits. Threads share memory:
   * in a page, that needs cross-origin isolation and a `NetworkWorker`; elsewhere there is one thread, and
   * {@link CompiledNetwork.threads} says why. Default: 1.
   */
  threads?: number | 'auto';
  /** @internal The memory of the network. Default: a memory of its own. */
  memory?: LinearMemory;
}

/**
 * A fully connected classifier whose training step is one WebAssembly call: forward, softmax cross-entropy, backward
 * and update. The same inputs give the same bits on every machine.
 *
 * Examples are copied into the network's memory at first use, and identified by reference: later changes to their arrays
 * have no effect.
 */
export class CompiledNetwork {
  readonly shape: NetworkShape;
  readonly #memory: LinearMemory;
  readonly #kernels: StepKernels;
  readonly #network: MemoryRecord<typeof networkRecord>;
  readonly #layers: readonly LayerParameters[];
  readonly #threads: NetworkThreads;
  readonly #buffers: BatchBuffers;
  /** The replicas with which all threads but the first evaluate. */
  readonly #replicas: readonly NetworkReplica[];
  readonly #dataSets: DataSetCache;
  readonly #inputs: 'auto' | 'sparse' | 'dense';
  /** Set by the first examples. */
  #isSparse: boolean | undefined;
  #inputsOfTraining: LabelledInputs | undefined;
  /** The data set in the network's record. */
  #placed: StoredDataSet | undefined;
  #step: number;

  private constructor(shape: NetworkShape, values: NetworkValues, parts: NetworkParts) {
    const { memory, kernels, network, layers, threads } = parts;
    this.shape = shape;
    this.#memory = memory;
    this.#kernels = kernels;
    this.#inputs = parts.inputs;
    this.#network = network;
    this.#layers = layers;
    this.#threads = threads;
    this.#buffers = new BatchBuffers(memory, shape, network, layers, threads.members);
    this.#replicas = threads.members.slice(1).map((member) => {
      const replica = new NetworkReplica(memory, shape, network, layers);
      member.set({ inference: replica.address });
      return replica;
    });
    this.#dataSets = new DataSetCache(memory, kernels);
    this.#step = values.step;
    this.setState(values);
  }

  /**
   * Makes a network.
   *
   * @param shape - The layers and settings.
   * @param values - The starting parameters, population statistics and optimizer state.
   * @throws ArgumentError if an option is unknown, the shape is invalid, or the values do not fit it.
   * @throws Error if this JavaScript engine has no WebAssembly SIMD: see {@link supportsCompiledNetworks}.
   */
  static async create(
    shape: NetworkShape,
    values: NetworkValues,
    options: CompiledNetworkOptions = {},
  ): Promise<CompiledNetwork> {
    checkOptions(CREATE, options, ['inputs', 'threads', 'memory']);
    const { inputs = 'auto', threads = 1 } = options;
    checkNetworkShape(CREATE, shape);
    checkNetworkValues(CREATE, shape, values);
    checkChoice(CREATE, 'inputs', inputs, ['auto', 'sparse', 'dense']);
    checkThreads(CREATE, threads);
    const obstacle = whyNoCompiledNetworks();
    if (obstacle !== undefined) throw new Error(`CompiledNetwork: ${obstacle}`);
    const plan = await planThreads(shape, threads, options.memory);
    const parts = await startParts(shape, plan);
    const network = new CompiledNetwork(shape, values, { ...parts, inputs });
    if (plan.size > 1) abandoned.register(network, parts.threads);
    return network;
  }

  /**
   * Makes one step of the optimizer on the mean softmax cross-entropy of the examples at `indices`.
   *
   * @returns The loss before the step. NaN or infinite once training has diverged.
   * @throws ArgumentError if the examples, indices or learning rate do not fit.
   */
  trainStep(examples: LabelledInputs, indices: Uint32Array, learningRate: number): number {
    checkBatch('CompiledNetwork.trainStep', this.shape, examples, indices, learningRate);
    if (examples !== this.#inputsOfTraining) this.#startTrainingOn(examples);
    this.#placeTrainingBatch(examples, indices);
    this.#step += 1;
    this.#network.set({ learningRate, ...optimizerFields(this.shape.optimizer, this.#step) });
    return this.#threads.trainStep(indices.length);
  }

  /**
   * Makes one step per batch of `batchSize` examples. The last batch takes the rest.
   *
   * @param indices - The numbers of the examples of all batches, one batch after another.
   * @returns The number of steps, the loss of the last batch, whether any loss was not finite, and the seconds.
   * @throws ArgumentError if an option is unknown, or if the examples, indices, batch size or learning rate do not fit.
   */
  train(examples: LabelledInputs, indices: Uint32Array, options: BatchTraining): TrainedBatches {
    checkTraining('CompiledNetwork.train', this.shape, examples, indices, options);
    return trainBatches(this, examples, indices, options);
  }

  /**
   * Describes one training step without making it: per hidden layer the distribution of its values, its dead units,
   * gamma and beta, and per layer the norms of parameters and gradients. Changes nothing.
   *
   * @throws ArgumentError if an option is unknown or out of range, or if the examples or indices do not fit.
   */
  observe(examples: LabelledInputs, indices: Uint32Array, options: ObservationOptions = {}): Observation {
    checkBatch('CompiledNetwork.observe', this.shape, examples, indices, 0);
    checkObservationOptions('CompiledNetwork.observe', options);
    if (!this.#dataSets.has(examples)) checkExamples('CompiledNetwork.observe', this.shape, examples);
    if (this.#isSparse === undefined) this.#readInputsAs(this.#prefersSparse(examples));
    this.#placeTrainingBatch(examples, indices);
    const run = () => this.#kernels.computeGradients(this.#network.address);
    const { activation } = this.shape;
    const seen = observe(this.#memory, this.#layers, indices.length, { activation, run }, options);
    const { learningRate } = options;
    if (learningRate === undefined) return { step: this.#step, ...seen };
    const ratios = this.#updateRatios(examples, indices, learningRate);
    const layers = seen.layers.map((layer, index) => ({ ...layer, updateRatios: ratios[index]! }));
    return { step: this.#step, ...seen, layers };
  }

  /** How far a step moves each layer's parameters, in parts of their norm; the step is then undone. */
  #updateRatios(examples: LabelledInputs, indices: Uint32Array, learningRate: number): UpdateRatios[] {
    const before = this.getState();
    this.trainStep(examples, indices, learningRate);
    const after = this.getState();
    this.setState(before);
    return before.layers.map((layer, index) => {
      const moved = after.layers[index]!;
      const vectors = (['bias', 'gamma', 'beta'] as const).flatMap((name) =>
        layer[name] ? [[name, updateRatio(layer[name], moved[name]!)] as const] : [],
      );
      const weights = updateRatio(layer.weights.values, moved.weights.values);
      return { weights, ...Object.fromEntries(vectors) };
    });
  }

  /** Steps trained so far. */
  get step(): number {
    return this.#step;
  }

  /** The threads that train this network. */
  get threads(): ThreadUse {
    return this.#threads.use;
  }

  /** Ends the threads that `threads` started. The network goes on, on one thread. */
  dispose(): void {
    this.#threads.end();
  }

  /** The bytes of memory of the network, its batches and its copies of examples. */
  get memoryBytes(): number {
    return this.#memory.memory.buffer.byteLength;
  }

  /**
   * The accuracy and the mean softmax cross-entropy over all examples. With batch statistics they form one batch.
   *
   * @throws ArgumentError if the examples do not fit, or `statistics` is not one of its two values.
   */
  evaluate(examples: LabelledInputs, statistics: InferenceStatistics): { accuracy: number; loss: number } {
    this.#checkInference('CompiledNetwork.evaluate', examples, statistics);
    const size = statistics === 'batch' ? examples.count : Math.min(INFERENCE_BATCH, examples.count);
    this.#placeInferenceBatch(examples, size);
    const evaluated = {
      examples: examples.count,
      batchSize: size,
      batchStatistics: Number(statistics === 'batch'),
    };
    const { correct, loss } = runEvaluation(this.#memory, evaluated, (evaluation, batches) =>
      this.#threads.evaluate(evaluation, batches),
    );
    return { accuracy: correct / examples.count, loss: loss / examples.count };
  }

  /**
   * The logits, [examples, classes] row by row. The examples are not kept.
   *
   * @throws ArgumentError if the examples do not fit, or `statistics` is not one of its two values.
   */
  predict(examples: LabelledInputs, statistics: InferenceStatistics): Float32Array {
    this.#checkInference('CompiledNetwork.predict', examples, statistics);
    const known = this.#dataSets.has(examples);
    const classes = this.shape.layerSizes.at(-1)!;
    const logits = new Float32Array(examples.count * classes);
    const size = statistics === 'batch' ? examples.count : INFERENCE_BATCH;
    for (let start = 0; start < examples.count; start += size) {
      const count = Math.min(size, examples.count - start);
      this.#placeInferenceBatch(examples, count, start);
      this.#kernels.infer(this.#network.address, statistics === 'batch');
      const { record } = this.#layers.at(-1)!;
      const [linear, stride] = [record.get('linear'), record.get('stride')];
      for (let i = 0; i < count; i++) {
        logits.set(this.#memory.floats(linear + i * stride, classes), (start + i) * classes);
      }
    }
    // Examples of predictions are often new each time, and must not displace the training data.
    if (!known) this.#dataSets.forget(examples);
    return logits;
  }

  /** The network's state, copied into typed arrays. */
  getState(): NetworkValues {
    return { step: this.#step, layers: this.#layers.map((layer) => layer.read()) };
  }

  /**
   * Replaces the network's state.
   *
   * @throws ArgumentError if the values do not fit the network, which then stays as it is.
   */
  setState(values: NetworkValues): void {
    checkNetworkValues('CompiledNetwork.setState', this.shape, values);
    this.#step = values.step;
    values.layers.forEach((layer, index) => this.#layers[index]!.write(layer));
  }

  #startTrainingOn(examples: LabelledInputs): void {
    checkExamples('CompiledNetwork.trainStep', this.shape, examples);
    this.#readInputsAs(this.#prefersSparse(examples));
    this.#inputsOfTraining = examples;
  }

  #prefersSparse(examples: LabelledInputs): boolean {
    return this.#inputs === 'auto' ? isSparseData(examples) : this.#inputs === 'sparse';
  }

  /** The first layer's weights lie differently for lists and for rows. */
  #readInputsAs(isSparse: boolean): void {
    if (isSparse === this.#isSparse) return;
    this.#isSparse = isSparse;
    const [first] = this.#layers as [LayerParameters];
    const values = first.read();
    first.arrangeWeights(isSparse ? 'panels' : 'rows');
    first.write(values);
    this.#network.set({ sparseInputs: Number(isSparse) });
  }

  #checkInference(caller: string, examples: LabelledInputs, statistics: InferenceStatistics): void {
    if (!this.#dataSets.has(examples)) checkExamples(caller, this.shape, examples);
    checkStatistics(caller, statistics);
  }

  /** The examples from `start` on as one batch, for all threads. */
  #placeInferenceBatch(examples: LabelledInputs, count: number, start = 0): void {
    if (this.#isSparse === undefined) this.#readInputsAs(this.#prefersSparse(examples));
    const stored = this.#dataSets.get(examples, this.#isSparse!);
    const indices = Uint32Array.from({ length: count }, (_, i) => start + i);
    const room = this.#placeBatch(stored, indices, { ghostBatch: count, training: false });
    for (const replica of this.#replicas) replica.follow(room);
  }

  #placeTrainingBatch(examples: LabelledInputs, indices: Uint32Array): void {
    const batch = indices.length;
    const ghostBatch = Math.min(this.shape.ghostBatchSize ?? batch, batch);
    this.#placeBatch(this.#dataSets.get(examples, this.#isSparse!), indices, { ghostBatch, training: true });
  }

  #placeBatch(
    stored: StoredDataSet,
    indices: Uint32Array,
    { ghostBatch, training }: { ghostBatch: number; training: boolean },
  ): BatchRoom {
    const examples = indices.length;
    const entries = stored.isSparse ? examples * stored.longestRow : 0;
    const room = { examples, ghostBatch, training, sparse: stored.isSparse, entries };
    this.#buffers.reserve(room);
    if (stored !== this.#placed) {
      const { rowStarts, columns, values, labels, isBytes } = stored;
      this.#network.set({ rowStarts, columns, values, labels, byteInputs: Number(isBytes) });
      this.#placed = stored;
    }
    this.#network.set({ batch: examples, ghostBatch });
    this.#memory.words(this.#network.get('indices'), examples).set(indices);
    return room;
  }
}

/** The parts of a network before it has values. */
interface NetworkParts {
  readonly memory: LinearMemory;
  readonly kernels: StepKernels;
  readonly network: MemoryRecord<typeof networkRecord>;
  readonly layers: readonly LayerParameters[];
  readonly threads: NetworkThreads;
  readonly inputs: 'auto' | 'sparse' | 'dense';
}

/** Threads whose network is gone have nothing to do any more. */
const abandoned = new FinalizationRegistry<NetworkThreads>((threads) => threads.end());

/** The kernels, the records of the network and its layers in memory, and the threads that work on them. */
async function startParts(shape: NetworkShape, plan: ThreadPlan): Promise<Omit<NetworkParts, 'inputs'>> {
  const { memory } = plan;
  const module = await compileStepModule({ shared: memory.isShared });
  const kernels = await startStepKernels(module, memory.memory);
  const layerBytes = recordBytes(layerRecord);
  const layerCount = shape.layerSizes.length - 1;
  const layersAt = memory.allocate(layerCount * layerBytes);
  const address = memory.allocate(recordBytes(networkRecord));
  const network = new MemoryRecord(memory.memory, address, networkRecord);
  const layers = Array.from(
    { length: layerCount },
    (_, index) => new LayerParameters(memory, layersAt + index * layerBytes, shape, index),
  );
  const byteValues = memory.allocate(4 * 256);
  memory.floats(byteValues, 256).forEach((_, byte, place) => (place[byte] = byte / 255));
  const { momentum, epsilon } = shape;
  const settings = { keep: momentum, take: 1 - momentum, epsilon };
  network.set({ layerCount, layers: layersAt, byteValues, threads: 1, ...settings });
  const threads = await NetworkThreads.start(plan, { module, kernels, network: address, layerCount });
  return { memory, kernels, network, layers, threads };
}
