import { ArgumentError, checkChoice, checkNumber, checkOptions } from '@bnlab/arguments';
import { LinearMemory } from '../wasm/linear-memory';
import { whyNoCompiledNetworks } from '../wasm/step-module';
import { createOperation } from './create-operation';
import { checkExamples, checkIndices, hitShare, writeTarget, type GraphExamples } from './examples';
import { loadGraphKernels, type GraphKernels } from './graph-kernels';
import {
  completeGraph,
  type CompleteGraph,
  type GraphDescription,
  type GraphValues,
} from './graph-description';
import { initialGraphValues } from './initial-graph-values';
import { ChannelMoments, mixed } from './channel-moments';
import { describeLayers, type GraphObservation } from './graph-observation';
import { checkObservationOptions, type ObservationOptions } from '../network/observation';
import { sizeOf, writtenShape } from './shape';
import { lossCode } from './loss';
import type { PlannedStorage } from './memory-plan';
import type { Node } from './network-nodes';
import type { ConvolutionMethod, NetworkContext, Operation } from './operation';
import { gathersTaps } from './operations/convolution';
import { checkGraphState, graphParameters } from './graph-parameters';
import { keptValues, updateParameters } from './optimizer';
import { ParameterArena, roundUp4, type ParameterRole } from './parameter-arena';
import {
  at,
  BLOCK,
  layOut,
  newStorage,
  Program,
  ProgramBuilder,
  type ProgramMode,
  type Tensor,
} from './program';

/** Examples that pass through the network at once at inference with population statistics. */
const INFERENCE_BATCH = 128;

/** Which mean and variance batch norm uses at inference. */
export type GraphStatistics = 'population' | 'batch';

/** How a {@link CompiledGraph} runs. */
export interface CompiledGraphOptions {
  /** Parameters to start from. Default: drawn by {@link initialGraphValues} with seed 1. */
  values?: GraphValues;
  /**
   * `'fast'`: 3x3 convolutions by Winograd's tiles where they win, within 3e-5 of the largest value; `'exact'`: every
   * product summed as it is written. Either gives the same bits on every machine. Default: `'fast'`.
   */
  convolutions?: ConvolutionMethod;
  /** @internal The function that a user called, for errors. */
  caller?: string;
  /** @internal Where the network is to live; default: a memory of its own. */
  memory?: LinearMemory;
  /** @internal Whether the plan lets values follow each other in one place. */
  reuseMemory?: boolean;
}

/** Where the values of a program lie. */
export interface MemoryPlan {
  /** Examples that the program has room for. */
  readonly examples: number;
  readonly bytes: number;
  readonly storages: readonly PlannedStorage[];
}

/**
 * A network of layers trained by WebAssembly kernels. One seed gives the same bits on every machine.
 *
 * Images lie in the lanes of vectors, eight at a time; a training step runs block of images by block as far as batch norm
 * lets it, in memory that is planned for the batch size.
 */
export class CompiledGraph {
  readonly #description: GraphDescription;
  readonly #convolutions: ConvolutionMethod;
  readonly #graph: CompleteGraph;
  readonly #kernels: GraphKernels;
  readonly #memory: LinearMemory;
  readonly #arena: ParameterArena;
  readonly #operations: readonly { node: Node; operation: Operation }[];
  readonly #learning: ReadonlySet<Node>;
  readonly #reuse: boolean;
  readonly #byteValues: number;
  readonly #programs = new Map<ProgramMode, Program>();
  /** The memory that the stages of the run in progress read and write. */
  #examples: GraphExamples | undefined;
  #slots = new Uint32Array(0);
  #loss = 0;
  #hits = NaN;
  /** @internal Whether training steps count what they had right. */
  countsHits = false;
  #readOutputs: ((block: number, rows: Float32Array) => void) | undefined;
  #step = 0;
  /** The same network with every output in sight, made when it is first asked for. */
  #observer: CompiledGraph | undefined;
  /** Takes the outputs of a node for a block, row by row; what programs are made for only where it is set from the start. */
  #capture: ((node: Node, block: number, rows: Float32Array) => void) | undefined;

  private constructor(
    description: GraphDescription,
    graph: CompleteGraph,
    kernels: GraphKernels,
    { memory, convolutions, reuseMemory }: Required<Omit<CompiledGraphOptions, 'values' | 'caller'>>,
  ) {
    this.#description = description;
    this.#convolutions = convolutions;
    this.#graph = graph;
    this.#kernels = kernels;
    this.#memory = memory;
    this.#reuse = reuseMemory;
    this.#arena = new ParameterArena(memory);
    this.#byteValues = memory.allocate(4 * 256);
    memory.floats(this.#byteValues, 256).forEach((_, byte, place) => (place[byte] = byte / 255));
    this.#learning = learningNodes(graph.nodes);
    const context: NetworkContext = {
      ...{ memory, arena: this.#arena, convolutions, ghostBatchSize: graph.ghostBatchSize },
      isLearning: (node) => this.#learning.has(node),
    };
    this.#operations = graph.nodes.flatMap((node) => {
      const operation = createOperation(node, context);
      return operation ? [{ node, operation }] : [];
    });
    this.#arena.allocate(keptValues(graph.optimizer));
  }

  /**
   * Makes a network.
   *
   * @throws ArgumentError naming the layer and the option that is wrong, or when the values do not fit.
   * @throws Error when this JavaScript engine has no WebAssembly SIMD.
   */
  static async create(
    description: GraphDescription,
    options: CompiledGraphOptions = {},
  ): Promise<CompiledGraph> {
    const caller = (options as CompiledGraphOptions | null)?.caller ?? 'CompiledGraph';
    const graph = completeGraph(caller, description);
    checkOptions(caller, options, ['values', 'convolutions', 'caller', 'memory', 'reuseMemory']);
    const { values, convolutions = 'fast', memory = new LinearMemory(), reuseMemory = true } = options;
    checkChoice(caller, 'convolutions', convolutions, ['fast', 'exact'] as const);
    const obstacle = whyNoCompiledNetworks();
    if (obstacle !== undefined) throw new Error(`CompiledGraph: ${obstacle}`);
    const kernels = await loadGraphKernels(memory.memory);
    const network = new CompiledGraph(description, graph, kernels, {
      ...{ memory, convolutions, reuseMemory },
    });
    network.setState(values ?? initialGraphValues(network.parameters(), { seed: 1 }));
    return network;
  }

  /** Every parameter: its layer, what it is, and its shape. */
  parameters(): { layer: string; role: ParameterRole; shape: readonly number[] }[] {
    return this.#arena.parameters.map(({ layer, role, shape }) => ({ layer, role, shape }));
  }

  /** Shape of the output for one example. */
  get outputShape(): number[] {
    return writtenShape(this.#graph.output.shape);
  }

  /** Steps trained so far. */
  get step(): number {
    return this.#step;
  }

  /**
   * One step of the optimizer on the mean loss of the examples at `indices`.
   *
   * @returns That loss before the step. A run that diverges returns NaN or infinity from then on.
   * @throws ArgumentError when examples, indices or learning rate do not fit.
   */
  trainStep(examples: GraphExamples, indices: Uint32Array, learningRate: number): number {
    const caller = 'CompiledGraph.trainStep';
    checkNumber(caller, 'learningRate', learningRate, { min: 0 });
    this.#check(caller, examples, indices);
    const step = this.#step + 1;
    const loss = this.#differentiate(examples, indices, { step, movesStatistics: true });
    updateParameters(this.#kernels, this.#arena, this.#graph.optimizer, { learningRate, step });
    this.#step = step;
    return loss;
  }

  /** @internal The examples of the last step that were right before it; NaN where none are counted. */
  get hits(): number {
    return this.#hits;
  }

  /** The gradients of the mean loss of the examples at `indices`, as a training step would see them; changes nothing. */
  gradients(examples: GraphExamples, indices: Uint32Array): { loss: number; layers: GraphValues['layers'] } {
    this.#check('CompiledGraph.gradients', examples, indices);
    const loss = this.#differentiate(examples, indices, { step: this.#step + 1, movesStatistics: false });
    return { loss, layers: this.#arena.readAll(this.#arena.gradients) };
  }

  /**
   * Describes one training step without making it: per layer the distribution of its outputs, its dead channels, gamma and
   * beta, and the norms of parameters and gradients. Changes nothing.
   *
   * @throws ArgumentError if an option is unknown or out of range, or the examples or indices do not fit.
   */
  observe(examples: GraphExamples, indices: Uint32Array, options: ObservationOptions = {}): GraphObservation {
    const caller = 'CompiledGraph.observe';
    this.#check(caller, examples, indices);
    checkObservationOptions(caller, options);
    return this.#inSight(caller).#look(examples, indices, options);
  }

  /**
   * Gives every batch norm layer the exact mean and variance of what it gets when the network predicts for these examples,
   * in place of the moving averages that training left. One layer at a time, in the order in which they run, each in a pass
   * of its own, since what a layer gets depends on the statistics of the layers before it. Frozen layers too.
   *
   * @param options.keep Share of the old statistics that is kept, in [0, 1): above 0 they adapt. Default: 0.
   * @throws ArgumentError if an option is unknown or out of range, the examples do not fit, or there is no batch norm.
   */
  recalibrate(examples: GraphExamples, options: { keep?: number } = {}): void {
    const caller = 'CompiledGraph.recalibrate';
    checkExamples(caller, examples, this.#graph);
    checkOptions(caller, options, ['keep']);
    const { keep = 0 } = options;
    checkNumber(caller, 'keep', keep, { min: 0, below: 1 });
    const seeing = this.#inSight(caller);
    const layers = seeing.#graph.nodes.filter(({ layer }) => layer.kind === 'batchNorm');
    if (layers.length === 0)
      throw new ArgumentError(caller, 'the network must have a batchNorm layer, got none');
    for (const node of layers) seeing.#takePopulation(node, examples, keep);
    this.setState(seeing.getState());
  }

  /** Mean loss over examples, and accuracy where the loss is of classes (else NaN). */
  evaluate(
    examples: GraphExamples,
    statistics: GraphStatistics = 'population',
  ): { loss: number; accuracy: number } {
    let hits = 0;
    const total = this.#infer('CompiledGraph.evaluate', examples, statistics, (outputs, index) => {
      hits += hitShare(outputs, examples.labels, index, this.#graph);
    });
    return { loss: total / examples.count, accuracy: hits / examples.count };
  }

  /** The outputs before any softmax, row by row. */
  predict(examples: GraphExamples, statistics: GraphStatistics = 'population'): Float32Array {
    const size = this.#graph.outputSize;
    const all = new Float32Array(examples.count * size);
    this.#infer('CompiledGraph.predict', examples, statistics, (outputs, index) =>
      all.set(outputs, index * size),
    );
    return all;
  }

  /** Everything that training has made of the network, copied. */
  getState(): GraphValues {
    const layers = this.#arena.readAll(this.#arena.values);
    const slots = this.#arena.slots.map((slot) => this.#arena.readAll(slot));
    return { step: this.#step, layers, ...(slots.length > 0 ? { slots } : {}) };
  }

  /** @throws ArgumentError when the values do not fit the network; it then stays as it is. */
  setState(values: GraphValues): void {
    const { parameters, slots: kept } = this.#arena;
    checkGraphState('CompiledGraph.setState', values, { parameters, kept: kept.length });
    const { step, layers, slots } = values;
    this.#step = step;
    this.#arena.writeAll(this.#arena.values, layers);
    this.#arena.slots.forEach((place, index) => {
      const slot = slots?.[index];
      if (slot) this.#arena.writeAll(place, slot);
      else this.#kernels.clear(place, this.#arena.bytes);
    });
  }

  /** Where everything lies that training in batches of `batchSize` examples needs, for debugging. */
  memoryPlan(batchSize: number): MemoryPlan {
    checkNumber('CompiledGraph.memoryPlan', 'batchSize', batchSize, { integer: true, min: 1 });
    const program = this.#program('training', layOut(batchSize, this.#groupSize(batchSize)));
    return { examples: BLOCK * program.blocks, bytes: program.bytes, storages: program.planned };
  }

  /** @internal Where the values of every program made so far lie, with the gaps behind them. */
  plannedPlaces(): { address: number; bytes: number }[] {
    return [...this.#programs.values()].flatMap(({ address, planned }) =>
      planned.map(({ offset, bytes }) => ({ address: address + offset, bytes })),
    );
  }

  /** Bytes of memory that the network has taken so far. */
  get memoryBytes(): number {
    return this.#memory.memory.buffer.byteLength;
  }

  /** The network with its state, and with every output in sight. */
  #inSight(caller: string): CompiledGraph {
    if (!this.#observer) {
      const graph = completeGraph(caller, this.#description, { joins: false });
      const options = { memory: this.#memory, convolutions: this.#convolutions, reuseMemory: this.#reuse };
      this.#observer = new CompiledGraph(this.#description, graph, this.#kernels, options);
      this.#observer.#capture = () => undefined;
    }
    this.#observer.setState(this.getState());
    return this.#observer;
  }

  #look(examples: GraphExamples, indices: Uint32Array, options: ObservationOptions): GraphObservation {
    const count = indices.length;
    const { lanes } = layOut(count, this.#groupSize(count));
    const firsts = lanes.map((_, block) => lanes.slice(0, block).reduce((sum, one) => sum + one, 0));
    const outputs = new Map<Node, Float32Array>();
    this.#capture = (node, block, rows) => {
      const size = sizeOf(node.shape);
      if (!outputs.has(node)) outputs.set(node, new Float32Array(count * size));
      outputs.get(node)!.set(rows.subarray(0, lanes[block]! * size), firsts[block]! * size);
    };
    const step = this.#step + 1;
    const loss = this.#differentiate(examples, indices, { step, movesStatistics: false });
    this.#capture = () => undefined;
    const parameters = this.#arena.readAll(this.#arena.values);
    const gradients = this.#arena.readAll(this.#arena.gradients);
    const { learningRate } = options;
    if (learningRate !== undefined) {
      updateParameters(this.#kernels, this.#arena, this.#graph.optimizer, { learningRate, step });
    }
    const moved = learningRate === undefined ? undefined : this.#arena.readAll(this.#arena.values);
    const seen = { nodes: this.#graph.nodes, outputs, parameters, gradients, moved };
    return { step: this.#step, loss, layers: describeLayers(seen, options) };
  }

  /** Moves the population statistics of a batch norm layer to those of what it gets for the examples. */
  #takePopulation(node: Node, examples: GraphExamples, keep: number): void {
    const [source] = node.inputs as [Node];
    const size = sizeOf(source.shape);
    const moments = new ChannelMoments(source.shape.channels);
    const { builder } = this.#program('population', layOut(Math.min(examples.count, INFERENCE_BATCH), 1));
    this.#capture = (other, block, rows) => {
      if (other === source) moments.add(rows.subarray(0, builder.batch.lanes[block]! * size));
    };
    this.#infer('CompiledGraph.recalibrate', examples, 'population', () => undefined);
    this.#capture = () => undefined;
    const state = this.getState();
    const { populationMean, populationVariance, ...rest } = state.layers[node.name]!;
    const { mean, variance } = moments;
    const layer = {
      ...rest,
      populationMean: mixed(populationMean!, mean, keep),
      populationVariance: mixed(populationVariance!, variance, keep),
    };
    this.setState({ ...state, layers: { ...state.layers, [node.name]: layer } });
  }

  #groupSize(examples: number): number {
    return Math.min(this.#graph.ghostBatchSize ?? examples, examples);
  }

  #check(caller: string, examples: GraphExamples, indices: Uint32Array): void {
    if (examples !== this.#examples) checkExamples(caller, examples, this.#graph);
    checkIndices(caller, indices, examples.count);
  }

  /** The batch's mean loss; its gradients are then in the arena. */
  #differentiate(
    examples: GraphExamples,
    indices: Uint32Array,
    { step, movesStatistics }: { step: number; movesStatistics: boolean },
  ): number {
    const batch = layOut(indices.length, this.#groupSize(indices.length));
    const program = this.#program('training', batch);
    this.#examples = examples;
    this.#slots = slotsOf(indices, batch.lanes);
    this.#loss = 0;
    this.#hits = this.countsHits ? 0 : NaN;
    this.#arena.clearGradients();
    Object.assign(program.builder, { step, movesStatistics });
    program.run(batch);
    return this.#loss / (indices.length * this.#outputPixels);
  }

  get #outputPixels(): number {
    const { height, width } = this.#graph.output.shape;
    return height * width;
  }

  /** @returns The sum of the losses. */
  #infer(
    caller: string,
    examples: GraphExamples,
    statistics: GraphStatistics,
    use: (outputs: Float32Array, index: number) => void,
  ): number {
    checkChoice(caller, 'statistics', statistics, ['population', 'batch'] as const);
    if (examples !== this.#examples) checkExamples(caller, examples, this.#graph);
    const { count } = examples;
    const size = statistics === 'batch' ? count : INFERENCE_BATCH;
    const { outputSize } = this.#graph;
    const known = this.#examples;
    this.#examples = examples;
    this.#loss = 0;
    for (let start = 0; start < count; start += size) {
      const images = Math.min(size, count - start);
      const batch = layOut(images, images);
      this.#slots = slotsOf(
        Uint32Array.from({ length: images }, (_, i) => start + i),
        batch.lanes,
      );
      this.#readOutputs = (block, rows) => {
        for (let lane = 0; lane < batch.lanes[block]!; lane++) {
          use(rows.subarray(lane * outputSize, (lane + 1) * outputSize), start + block * BLOCK + lane);
        }
      };
      this.#program(statistics, batch).run(batch);
    }
    this.#examples = known;
    return this.#loss / this.#outputPixels;
  }

  /** The program of a mode, with room for a batch. */
  #program(
    mode: ProgramMode,
    { lanes, groups }: { lanes: readonly number[]; groups: readonly unknown[] },
  ): Program {
    const known = this.#programs.get(mode);
    if (known && known.blocks >= lanes.length && known.builder.groups >= groups.length) return known;
    known?.free();
    this.#programs.delete(mode);
    const builder = new ProgramBuilder(this.#kernels, mode, groups.length);
    this.#loadInputs(builder);
    const [input] = this.#graph.nodes as [Node];
    this.#addCapture(builder, input);
    for (const { node, operation } of this.#operations) {
      operation.forward(builder);
      this.#addCapture(builder, node);
    }
    const output = builder.tensor(this.#graph.output);
    const targets = this.#loadTargets(builder, output);
    if (mode === 'training') this.#countHits(builder, output);
    this.#takeLoss(builder, output, targets);
    if (mode === 'training') this.#addBackward(builder);
    else this.#unloadOutputs(builder, output);
    const program = new Program(this.#memory, builder, lanes.length, this.#reuse);
    this.#programs.set(mode, program);
    return program;
  }

  /** Hands out what a node gives, where this network is one in sight. */
  #addCapture(builder: ProgramBuilder, node: Node): void {
    if (!this.#capture) return;
    const { storage, pixels, padded } = builder.tensor(node);
    const { channels } = node.shape;
    const size = pixels * channels;
    const rows = newStorage('captured rows', BLOCK * 4 * size, 'scratch');
    builder.block(`${node.name}: capture`, [storage, rows], (n) => {
      const from = storage.address + n * storage.stride;
      this.#kernels.lanesToRows(pixels, channels, padded, from, rows.address, 4 * size);
      this.#capture!(node, n, this.#memory.floats(rows.address, BLOCK * size));
    });
  }

  #addBackward(builder: ProgramBuilder): void {
    for (const { node, operation } of this.#operations.toReversed()) {
      if (this.#learning.has(node)) operation.backward(builder);
    }
  }

  /** Writes the inputs of a block's examples into lanes. */
  #loadInputs(builder: ProgramBuilder): void {
    const [node] = this.#graph.nodes as [Node];
    const { channels } = node.shape;
    const readers = this.#graph.nodes.filter(({ inputs }) => inputs.includes(node));
    const tensor = builder.output(node, readers.every(gathersTaps) ? channels : roundUp4(channels));
    const { inputSize } = this.#graph;
    const rows = newStorage('input rows', BLOCK * 4 * inputSize, 'scratch');
    builder.block('input', [rows, tensor.storage], (n) => {
      const { inputs } = this.#examples!;
      const isBytes = inputs.BYTES_PER_ELEMENT === 1;
      const rowBytes = inputSize * inputs.BYTES_PER_ELEMENT;
      const all = BLOCK * inputSize;
      const place = isBytes ? this.#memory.bytes(rows.address, all) : this.#memory.floats(rows.address, all);
      for (let lane = 0; lane < BLOCK; lane++) {
        const index = this.#slots[n * BLOCK + lane]!;
        place.set(inputs.subarray(index * inputSize, (index + 1) * inputSize), lane * inputSize);
      }
      const sizes = [
        tensor.pixels,
        channels,
        tensor.padded,
        rows.address,
        rowBytes,
        at(tensor, n),
        this.#byteValues,
      ];
      this.#kernels.rowsToLanes(isBytes, ...sizes);
    });
  }

  /** Writes the targets of a block's examples into lanes. */
  #loadTargets(builder: ProgramBuilder, output: Tensor): Tensor {
    const { outputSize } = this.#graph;
    const storage = newStorage('targets', output.storage.bytes);
    const targets = { ...output, storage };
    const rows = newStorage('target rows', BLOCK * 4 * outputSize, 'scratch');
    builder.block('targets', [rows, storage], (n) => {
      const place = this.#memory.floats(rows.address, BLOCK * outputSize);
      for (let lane = 0; lane < BLOCK; lane++) {
        const target = place.subarray(lane * outputSize, (lane + 1) * outputSize);
        writeTarget(target, this.#examples!.labels, this.#slots[n * BLOCK + lane]!, this.#graph);
      }
      const { channels } = output.shape;
      const sizes = [output.pixels, channels, output.padded, rows.address, 4 * outputSize, at(targets, n), 0];
      this.#kernels.rowsToLanes(false, ...sizes);
    });
    return targets;
  }

  #takeLoss(builder: ProgramBuilder, output: Tensor, targets: Tensor): void {
    const { loss, output: node } = this.#graph;
    const isTraining = builder.mode === 'training';
    const gradient = isTraining ? builder.contribution(node).dx : undefined;
    const uses = [output.storage, targets.storage, ...(gradient ? [gradient.storage] : [])];
    builder.block('loss', uses, (n) => {
      const { images, lanes } = builder.batch;
      const sizes = [lanes[n]!, output.pixels, output.shape.channels, output.padded];
      const share = 1 / (images * output.pixels);
      const places = [at(output, n), at(targets, n), share, gradient ? at(gradient, n) : 0];
      this.#loss += this.#kernels.lossBlock(lossCode(loss), loss.delta, ...sizes, ...places);
    });
  }

  /** Counts what a training step has right, before the gradient may take the outputs' place. */
  #countHits(builder: ProgramBuilder, output: Tensor): void {
    this.#addRows(builder, output, (n, rows) => {
      if (!this.countsHits) return;
      const { outputSize } = this.#graph;
      const outputs = rows();
      for (let lane = 0; lane < builder.batch.lanes[n]!; lane++) {
        const own = outputs.subarray(lane * outputSize, (lane + 1) * outputSize);
        this.#hits += hitShare(own, this.#examples!.labels, this.#slots[n * BLOCK + lane]!, this.#graph);
      }
    });
  }

  #unloadOutputs(builder: ProgramBuilder, output: Tensor): void {
    this.#addRows(builder, output, (n, rows) => this.#readOutputs!(n, rows()));
  }

  /** Hands out the outputs of each block, of which `rows` makes rows of examples. */
  #addRows(
    builder: ProgramBuilder,
    output: Tensor,
    use: (block: number, rows: () => Float32Array) => void,
  ): void {
    const { outputSize } = this.#graph;
    const rows = newStorage('output rows', BLOCK * 4 * outputSize, 'scratch');
    const { pixels, padded, shape } = output;
    builder.block('outputs', [output.storage, rows], (n) => {
      use(n, () => {
        const sizes = [pixels, shape.channels, padded, at(output, n), rows.address, 4 * outputSize];
        this.#kernels.lanesToRows(...sizes);
        return this.#memory.floats(rows.address, BLOCK * outputSize);
      });
    });
  }
}

/** The example in each lane; the lanes that do not count repeat the last that does. */
function slotsOf(indices: Uint32Array, lanes: readonly number[]): Uint32Array<ArrayBuffer> {
  const slots = new Uint32Array(lanes.length * BLOCK);
  let next = 0;
  lanes.forEach((count, block) => {
    for (let lane = 0; lane < BLOCK; lane++)
      slots[block * BLOCK + lane] = indices[next + Math.min(lane, count - 1)]!;
    next += count;
  });
  return slots;
}

/** The nodes at or before which something learns. */
function learningNodes(nodes: readonly Node[]): Set<Node> {
  const learning = new Set<Node>();
  for (const node of nodes) {
    const isTrained = graphParameters([node]).some((parameter) => parameter.isTrained);
    if (isTrained || node.inputs.some((input) => learning.has(input))) learning.add(node);
  }
  return learning;
}
