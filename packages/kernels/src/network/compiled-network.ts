import { layerRecord, networkRecord } from '../generated/step-records';
import { LinearMemory } from '../wasm/linear-memory';
import { MemoryRecord, recordBytes } from '../wasm/memory-record';
import { loadStepKernels, supportsCompiledNetworks, type StepKernels } from '../wasm/step-module';
import { BatchBuffers } from './batch-buffers';
import { checkBatch, checkLabels, checkStatistics } from './check-batch';
import { isSparseData, type LabelledInputs, type StoredDataSet } from './data-set';
import { DataSetCache } from './data-set-cache';
import { LayerParameters } from './layer-parameters';
import { checkNetworkShape, type NetworkShape } from './network-shape';
import { checkNetworkValues, type NetworkValues } from './network-values';
import { observe, type Observation, type ObservationOptions } from './observation';
import { optimizerFields } from './optimizer-fields';
import { checkBatches, trainBatches, type BatchTraining, type TrainedBatches } from './train-batches';

/** Examples that pass through the network at once at inference: a batch that stays in the cache. */
const INFERENCE_BATCH = 120;

/** Which mean and variance batch norm uses at inference. */
export type InferenceStatistics = 'population' | 'batch';

/** How a {@link CompiledNetwork} runs; the result has the same bits either way. */
export interface CompiledNetworkOptions {
  /**
   * How the first layer reads its inputs: as lists of what is not zero, as they are, or (default) as is faster for the
   * examples that training starts with. The results have the same bits.
   */
  inputs?: 'auto' | 'sparse' | 'dense';
  /** @internal Where the network is to live; default: a memory of its own. */
  memory?: LinearMemory;
}

/**
 * A fully connected classifier whose training step is one WebAssembly call: forward, softmax cross-entropy, backward
 * and update. One seed gives the same bits on every machine.
 *
 * Examples are copied into the network's memory when it first sees them, and told apart by identity: a changed array
 * in a data set that it knows is not looked at again.
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
  /** Set by the first examples that the network sees. */
  #isSparse: boolean | undefined;
  #inputsOfTraining: LabelledInputs | undefined;
  /** The data set that the network's record points to. */
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
   * Makes a network of a shape with starting values.
   *
   * @throws RangeError when the shape is not one, or the values do not fit it.
   * @throws Error when this JavaScript engine has no WebAssembly SIMD: see {@link supportsCompiledNetworks}.
   */
  static async create(
    shape: NetworkShape,
    values: NetworkValues,
    { inputs = 'auto', memory = new LinearMemory() }: CompiledNetworkOptions = {},
  ): Promise<CompiledNetwork> {
    checkNetworkShape(shape);
    checkNetworkValues(shape, values);
    if (!['auto', 'sparse', 'dense'].includes(inputs)) {
      throw new RangeError(`CompiledNetwork: inputs must be auto, sparse or dense, got ${inputs}`);
    }
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
   * One step of the optimizer on the mean softmax cross-entropy of the examples at `indices`.
   *
   * @returns That loss before the step. A run that diverges returns NaN or infinity from then on.
   * @throws RangeError when examples, indices or learning rate do not fit.
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
   * Makes a step for batch after batch of `batchSize` examples, the last of what is left.
   *
   * @param indices Numbers of the examples of all batches, one batch after another.
   * @returns The loss of the last batch, whether any loss was not finite, and the seconds it took.
   * @throws RangeError when examples, indices, batch size or learning rate do not fit.
   */
  train(examples: LabelledInputs, indices: Uint32Array, options: BatchTraining): TrainedBatches {
    checkBatches('CompiledNetwork.train', indices, options.batchSize);
    return trainBatches(this, examples, indices, options);
  }

  /**
   * What a training step on a batch would see: the distribution of each hidden layer's values, its parameters, and the
   * norms of the gradients. Changes nothing, and costs nothing where it is not called.
   *
   * @throws RangeError when examples or indices do not fit.
   */
  observe(examples: LabelledInputs, indices: Uint32Array, options: ObservationOptions = {}): Observation {
    checkBatch('CompiledNetwork.observe', this.shape, examples, indices, 0);
    if (!this.#dataSets.has(examples)) checkLabels('CompiledNetwork.observe', this.shape, examples);
    if (this.#isSparse === undefined) this.#readInputsAs(this.#prefersSparse(examples));
    this.#placeTrainingBatch(examples, indices);
    const run = () => this.#kernels.computeGradients(this.#network.address);
    const { activation } = this.shape;
    return {
      step: this.#step,
      ...observe(this.#memory, this.#layers, indices.length, { activation, run }, options),
    };
  }

  /** Bytes of memory that the network, its batches and the data it keeps have taken so far. */
  get memoryBytes(): number {
    return this.#memory.memory.buffer.byteLength;
  }

  /** Accuracy and mean softmax cross-entropy over examples; with batch statistics they are one batch. */
  evaluate(examples: LabelledInputs, statistics: InferenceStatistics): { accuracy: number; loss: number } {
    let [correct, loss] = [0, 0];
    this.#inferAll(examples, statistics, () => {
      loss += this.#kernels.finishLogits(this.#network.address);
      correct += this.#kernels.hits(this.#network.address);
    });
    return { accuracy: correct / examples.count, loss: loss / examples.count };
  }

  /** Logits, [examples, classes] row by row. */
  predict(examples: LabelledInputs, statistics: InferenceStatistics): Float32Array {
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
    // What is only predicted is often new each time: it need not push the training data out.
    if (!known) this.#dataSets.forget(examples);
    return logits;
  }

  /** Everything that training has made of the network, copied into typed arrays. */
  getState(): NetworkValues {
    return { step: this.#step, layers: this.#layers.map((layer) => layer.read()) };
  }

  /** @throws RangeError when the values do not fit the network; it then stays as it is. */
  setState(values: NetworkValues): void {
    checkNetworkValues(this.shape, values);
    this.#step = values.step;
    values.layers.forEach((layer, index) => this.#layers[index]!.write(layer));
  }

  #startTrainingOn(examples: LabelledInputs): void {
    checkLabels('CompiledNetwork.trainStep', this.shape, examples);
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

  #inferAll(
    examples: LabelledInputs,
    statistics: InferenceStatistics,
    use: (start: number, count: number) => void,
  ): void {
    checkStatistics('CompiledNetwork', statistics);
    if (!this.#dataSets.has(examples)) checkLabels('CompiledNetwork', this.shape, examples);
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
