import { checkChoice, checkOptions } from '@bnlab/arguments';
import { layerRecord, networkRecord } from '../generated/step-records';
import { LinearMemory } from '../wasm/linear-memory';
import { MemoryRecord, recordBytes } from '../wasm/memory-record';
import { loadStepKernels, supportsCompiledNetworks, type StepKernels } from '../wasm/step-module';
import { BatchBuffers } from './batch-buffers';
import { checkBatch, checkExamples, checkStatistics } from './check-batch';
import { isSparseData, type LabelledInputs, type StoredDataSet } from './data-set';
import { DataSetCache } from './data-set-cache';
import { LayerParameters } from './layer-parameters';
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
  readonly #buffers: BatchBuffers;
  readonly #dataSets: DataSetCache;
  readonly #inputs: 'auto' | 'sparse' | 'dense';
  /** Set by the first examples. */
  #isSparse: boolean | undefined;
  #inputsOfTraining: LabelledInputs | undefined;
  /** The data set in the network's record. */
  #placed: StoredDataSet | undefined;
  #step: number;

  private constructor(
    shape: NetworkShape,
    values: NetworkValues,
    { memory, kernels }: { memory: LinearMemory; kernels: StepKernels },
    inputs: 'auto' | 'sparse' | 'dense',
  ) {
    this.shape = shape;
    this.#memory = memory;
    this.#kernels = kernels;
    this.#inputs = inputs;
    const layerBytes = recordBytes(layerRecord);
    const layerCount = shape.layerSizes.length - 1;
    const layers = memory.allocate(layerCount * layerBytes);
    const address = memory.allocate(recordBytes(networkRecord));
    this.#network = new MemoryRecord(memory.memory, address, networkRecord);
    this.#layers = Array.from(
      { length: layerCount },
      (_, index) => new LayerParameters(memory, layers + index * layerBytes, shape, index),
    );
    const byteValues = memory.allocate(4 * 256);
    memory.floats(byteValues, 256).forEach((_, byte, place) => (place[byte] = byte / 255));
    const { momentum, epsilon } = shape;
    this.#network.set({ layerCount, layers, byteValues, keep: momentum, take: 1 - momentum, epsilon });
    this.#buffers = new BatchBuffers(memory, shape, this.#network, this.#layers);
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
    checkOptions(CREATE, options, ['inputs', 'memory']);
    const { inputs = 'auto', memory = new LinearMemory() } = options;
    checkNetworkShape(CREATE, shape);
    checkNetworkValues(CREATE, shape, values);
    checkChoice(CREATE, 'inputs', inputs, ['auto', 'sparse', 'dense']);
    if (!supportsCompiledNetworks()) {
      throw new Error(
        'CompiledNetwork: this JavaScript engine does not run WebAssembly SIMD; Node.js 16, Chrome 91, Firefox 89 and ' +
          'Safari 16.4 do',
      );
    }
    const kernels = await loadStepKernels(memory.memory);
    return new CompiledNetwork(shape, values, { memory, kernels }, inputs);
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
    return this.#kernels.trainStep(this.#network.address);
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
    let [correct, loss] = [0, 0];
    this.#inferAll(examples, statistics, () => {
      loss += this.#kernels.finishLogits(this.#network.address);
      correct += this.#kernels.hits(this.#network.address);
    });
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
    this.#inferAll(examples, statistics, (start, count) => {
      this.#kernels.finishLogits(this.#network.address);
      const { record } = this.#layers.at(-1)!;
      const [linear, stride] = [record.get('linear'), record.get('stride')];
      for (let i = 0; i < count; i++) {
        logits.set(this.#memory.floats(linear + i * stride, classes), (start + i) * classes);
      }
    });
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

  #inferAll(
    examples: LabelledInputs,
    statistics: InferenceStatistics,
    use: (start: number, count: number) => void,
  ): void {
    if (this.#isSparse === undefined) this.#readInputsAs(this.#prefersSparse(examples));
    const stored = this.#dataSets.get(examples, this.#isSparse!);
    const size = statistics === 'batch' ? examples.count : INFERENCE_BATCH;
    for (let start = 0; start < examples.count; start += size) {
      const count = Math.min(size, examples.count - start);
      const indices = Uint32Array.from({ length: count }, (_, i) => start + i);
      this.#placeBatch(stored, indices, { ghostBatch: count, training: false });
      this.#kernels.infer(this.#network.address, statistics === 'batch');
      use(start, count);
    }
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
  ): void {
    const examples = indices.length;
    const entries = stored.isSparse ? examples * stored.longestRow : 0;
    this.#buffers.reserve({ examples, ghostBatch, training, sparse: stored.isSparse, entries });
    if (stored !== this.#placed) {
      const { rowStarts, columns, values, labels, isBytes } = stored;
      this.#network.set({ rowStarts, columns, values, labels, byteInputs: Number(isBytes) });
      this.#placed = stored;
    }
    this.#network.set({ batch: examples, ghostBatch });
    this.#memory.words(this.#network.get('indices'), examples).set(indices);
  }
}
