import { ArgumentError, checkChoice, checkNumber, checkOptions } from '@bnlab/arguments';
import {
  CompiledGraph,
  CompiledNetwork,
  NetworkWorker,
  type Observation,
  type ObservationOptions,
} from '@bnlab/kernels';
import type * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { graphOf, type FromLayersModelOptions } from '../compiled-model/graph-of';
import { findHandler } from '../io/find-handler';
import { layeredEngineOptionNames } from '../layered-net/layered-engine-options';
import { createLayeredNet, type LayeredNet } from '../layered-net/layered-net';
import { describeLayeredNet, type LayeredNetOptions } from '../layered-net/layered-net-description';
import { readSavedLayers } from '../layered-net/saved-layers';
import { asGraph, withPopulation } from './as-graph';
import { isStream, type TrainingData } from './batch-source';
import { checkClassNames, classReport, type ClassReport } from './class-report';
import { whyNotCompiled } from './compiled-engine';
import { createEngine, engineOptionNames, type EngineOptions } from './create-engine';
import type { Engine, EngineName, Evaluation, Statistics } from './engine';
import { checkExamples, checkTypedArray, type Examples } from './examples';
import { createLayersModel, readLayersModel } from './layers-model';
import { type AdaptedNet, keptShare } from './kept-share';
import { needBackend } from './need-backend';
import {
  describeNetwork,
  type NetworkDescription,
  networkOptionNames,
  type NetworkOptions,
} from './network-description';
import { checkState, initialState, type NetworkState } from './network-state';
import { completeOptimizer } from './optimizer';
import { describeSaved, withSavedSlots, type SavedNetwork } from './saved-network';
import { predictedAs, fromLogits, type PredictedAs } from './predicted-as';
import { trainInWorker } from './train-in-worker';
import { inSlices, trainSlices } from './train-slices';
import { checkTraining, type TrainingOptions, type TrainingProgress } from './training-options';
import { withValuesBackend } from './with-values-backend';

/** The options of {@link NeuralNet.create}: the network, and its engine. */
export interface NeuralNetOptions extends NetworkOptions, EngineOptions {}

/**
 * A fully connected classifier, with or without batch normalization: the network that the lesson trains.
 *
 * Hidden layers are linear without bias -> batch norm -> activation when normalized, linear with bias -> activation
 * when not; the output layer is linear with bias and gives logits. Batch norm's beta does what a bias would do, which
 * subtracting the batch mean would take out again.
 *
 * @example
 * ```ts
 * const net = await NeuralNet.create({ layerSizes: [784, 100, 100, 100, 10], seed: 1, batchNorm: true });
 * for await (const { step, validationAccuracy } of net.train(batches, { learningRate: 0.01, trainingBatches: 2000 })) {
 *   if (validationAccuracy !== undefined) console.log(step, validationAccuracy);
 * }
 * console.log(await net.evaluate(test));
 * net.dispose();
 * ```
 */
export class NeuralNet {
  readonly description: NetworkDescription;
  readonly #engine: Engine;
  readonly #threads: number | 'auto';
  #isDisposed = false;
  /** Whether the layers are as this package describes them, and not a user's. */
  readonly #hasOwnLayers: boolean;

  private constructor(
    description: NetworkDescription,
    engine: Engine,
    { fullyConnected, threads = 1 }: EngineOptions,
  ) {
    this.description = description;
    this.#engine = engine;
    this.#threads = threads;
    this.#hasOwnLayers = typeof fullyConnected !== 'function';
  }

  /**
   * Makes a network from starting weights, or from layer sizes, a seed and a standard deviation.
   *
   * @throws ArgumentError if an option is unknown or out of range, the engine cannot run the network, or a
   *   `fullyConnected` function makes something that is no layer.
   * @throws BackendError when the backend cannot be used.
   */
  static async create(options: NeuralNetOptions): Promise<NeuralNet>;
  /**
   * Makes a network of any layers: convolutions, pooling, batch, group and layer norm, dropout, sums and concatenations.
   *
   * @throws ArgumentError naming the layer and the option that is wrong.
   * @throws BackendError when the backend cannot be used.
   */
  static async create(options: LayeredNetOptions): Promise<LayeredNet>;
  static async create(options: NeuralNetOptions | LayeredNetOptions): Promise<NeuralNet | LayeredNet> {
    const caller = 'NeuralNet.create';
    if (isLayered(options)) {
      return createLayeredNet(caller, describeLayeredNet(caller, options), options);
    }
    checkOptions(caller, options, [...networkOptionNames, ...engineOptionNames]);
    const { engine, backend, fullyConnected, threads, ...network } = options;
    const { description, weights } = describeNetwork(caller, network);
    const state = initialState(description, weights);
    const running = { engine, backend, fullyConnected, threads };
    return new NeuralNet(description, await createEngine(caller, description, state, running), running);
  }

  /**
   * Makes a network of layers of a `tf.LayersModel`, sequential or functional, with its weights. A model that
   * `LayeredNet.save` wrote trains on where it was.
   *
   * @param model A model with one input and one output. It stays as it is: `net.writeTo(model)` writes the weights back.
   * @throws ArgumentError naming the first layer, or setting of a layer, that a network of layers does not know; nothing
   *   has run then.
   * @throws BackendError when the backend cannot be used.
   */
  static async fromLayersModel(
    model: tfl.LayersModel,
    options: FromLayersModelOptions = {},
  ): Promise<LayeredNet> {
    const caller = 'NeuralNet.fromLayersModel';
    checkOptions(caller, options, ['loss', 'optimizer', 'classNames', ...layeredEngineOptionNames]);
    const { engine, backend, convolutions, ...rest } = options;
    const { description, values } = await graphOf(caller, model, rest);
    return createLayeredNet(caller, description, { engine, backend, convolutions, values });
  }

  /**
   * Reads a network that {@link save} wrote.
   *
   * @param source What `save` was given: a `tf.io` URL or handler; in Node.js `file://` and a directory.
   * @throws Error when there is no model, or it is not one that a `NeuralNet` saved, or nothing here loads such a URL.
   */
  static async restore(source: string | tf.io.IOHandler, options: EngineOptions = {}): Promise<NeuralNet> {
    const caller = 'NeuralNet.restore';
    checkOptions(caller, options, engineOptionNames);
    const handler = findHandler(source, 'load', caller);
    const { description, state } = await withValuesBackend(() => readNetwork(handler));
    checkState(caller, description, state);
    return new NeuralNet(description, await createEngine(caller, description, state, options), options);
  }

  /** As the lesson's charts call it. */
  get name(): string {
    return this.description.batchNorm ? 'With Batch Norm' : 'Without Batch Norm';
  }

  /** The engine. */
  get engine(): EngineName {
    return this.#engine.name;
  }

  /** The TensorFlow.js backend that the network runs on; `'wasm'` for the compiled engine. */
  get backend(): string {
    return this.#engine.backend;
  }

  /**
   * Trains with the network's optimizer on the mean softmax cross-entropy of the batches.
   *
   * Nothing happens until the returned iterator is read. It yields several times per second, so that a program can show
   * progress; stopping to read it, or aborting, stops the training between two steps and leaves the network as it
   * is then.
   *
   * @param batches - A stream, as `batches(arrays)` makes it, or an iterator of batches for what does not fit in memory.
   * @throws ArgumentError if an option is unknown or out of range, or the examples do not fit the network.
   * @throws The signal's reason when it is aborted.
   */
  train(batches: TrainingData, options: TrainingOptions): AsyncGenerator<TrainingProgress, void> {
    const check = this.#checkTraining('NeuralNet.train', batches, options);
    return trainSlices(() => inSlices(this.#running), batches, options, check);
  }

  /**
   * Trains as {@link train} does, to the same bits as the compiled engine, in a thread of its own: a worker thread in
   * Node.js, a web worker in a browser. The network gets the trained state when the training ends, is aborted, or is no
   * longer read; two trainings at once use two cores.
   *
   * @throws ArgumentError if an option is unknown or out of range, the examples do not fit, or the kernels do not know
   *   such a network.
   * @throws ArgumentError if the layers are a `fullyConnected` function's: the thread does not have it.
   * @throws The signal's reason when it is aborted.
   */
  trainInWorker(batches: TrainingData, options: TrainingOptions): AsyncGenerator<TrainingProgress, void> {
    const check = this.#checkTraining('NeuralNet.trainInWorker', batches, options);
    if (!this.#hasOwnLayers) {
      throw new ArgumentError(
        'NeuralNet.trainInWorker',
        'a fullyConnected function cannot go to another thread; use train, or one of its names',
      );
    }
    const net = {
      getState: () => this.getState(),
      setState: (state: NetworkState) => this.setState(state),
      start: (state: NetworkState) =>
        NetworkWorker.create(this.description, state, { threads: this.#threads }),
    };
    return trainInWorker<Examples, NetworkState>(net, batches, options, check);
  }

  /**
   * Observes a training step on the examples at `indices` without making it: per hidden layer the distributions of its
   * values before and after the activation, its dead units, gamma and beta; per layer the norms of parameters and
   * gradients. The compiled kernels look into networks of either engine; up to rounding, they see the same.
   *
   * @throws ArgumentError if an option is unknown or out of range, or the examples or indices do not fit.
   * @throws Error if the kernels cannot run the network, or its layers are a `fullyConnected` function's.
   */
  async observe(
    examples: Examples,
    indices: Uint32Array,
    options: ObservationOptions = {},
  ): Promise<Observation> {
    const caller = 'NeuralNet.observe';
    checkExamples(caller, 'examples', examples, this.#sizes);
    checkTypedArray(caller, 'indices', indices, ['Uint32Array']);
    checkOptions(caller, options, ['quantiles', 'bins', 'learningRate']);
    const engine = this.#running;
    if (engine.observe) return engine.observe(examples, indices, options);
    const obstacle = this.#hasOwnLayers
      ? whyNotCompiled(this.description)
      : 'its layers are a fullyConnected function';
    if (obstacle === undefined) {
      const network = await CompiledNetwork.create(this.description, await this.getState());
      return network.observe(examples, indices, options);
    }
    throw new Error(
      `NeuralNet.observe: the kernels that look into a network cannot run this one: ${obstacle}`,
    );
  }

  /**
   * Accuracy and loss over examples, with `'population'` statistics (default), or with `'batch'` the examples' own mean
   * and variance, as one batch: what the lesson shows to fail on single examples.
   */
  async evaluate(examples: Examples, options: { statistics?: Statistics } = {}): Promise<Evaluation> {
    const caller = 'NeuralNet.evaluate';
    checkExamples(caller, 'examples', examples, this.#sizes);
    return this.#running.evaluate(examples, statisticsOf(caller, options));
  }

  /**
   * Gives every batch norm layer the exact mean and variance of what it gets when the network predicts for these examples,
   * in place of the moving averages that training left. The compiled kernels compute them, for networks of either engine.
   *
   * @param options.keep Share of the old statistics that is kept, in [0, 1): above 0 they adapt. Default: 0.
   * @throws ArgumentError if an option is unknown or out of range, the examples do not fit, or there is no batch norm.
   * @throws Error if the layers are a `fullyConnected` function's.
   */
  async recalibrate(examples: Examples, options: { keep?: number } = {}): Promise<void> {
    const caller = 'NeuralNet.recalibrate';
    checkExamples(caller, 'examples', examples, this.#sizes);
    checkOptions(caller, options, ['keep']);
    const { keep = 0 } = options;
    checkNumber(caller, 'keep', keep, { min: 0, below: 1 });
    await this.#recalibrate(caller, examples, keep);
  }

  /**
   * Adapts the network to examples unlike those it was trained on, without labels and without training: each batch norm
   * layer gets, with N = `prior` and n examples, the mean N / (N + n) of its own and n / (N + n) of theirs, and the
   * variance likewise (Schneider and others 2020, equation 2). Labels do not matter.
   *
   * @param options.prior How many examples the network's own statistics are worth, at least 0. Default: 16.
   * @returns How to restore the statistics.
   * @throws ArgumentError and Error as {@link recalibrate}.
   */
  async adaptStatistics(examples: Examples, options: { prior?: number } = {}): Promise<AdaptedNet> {
    const caller = 'NeuralNet.adaptStatistics';
    checkExamples(caller, 'examples', examples, this.#sizes);
    const keep = keptShare(caller, examples, options);
    const before = await this.getState();
    await this.#recalibrate(caller, examples, keep);
    const statistics = asGraph(this.description, before).values;
    return { restore: async () => this.setState(withPopulation(await this.getState(), statistics)) };
  }

  /**
   * Accuracy per class, and which classes are taken for which.
   *
   * @param options.classNames Names of the classes, in their order. Default: their numbers.
   */
  async evaluateClasses(
    examples: Examples,
    options: { classNames?: readonly string[]; statistics?: Statistics } = {},
  ): Promise<ClassReport> {
    const caller = 'NeuralNet.evaluateClasses';
    checkExamples(caller, 'examples', examples, this.#sizes);
    checkOptions(caller, options, ['classNames', 'statistics']);
    const { classNames, statistics } = options;
    const classes = this.description.layerSizes.at(-1)!;
    if (classNames !== undefined) checkClassNames(caller, classNames, classes);
    const predicted = await this.predict(examples, { as: 'classes', ...(statistics && { statistics }) });
    return classReport(examples.labels, predicted, { classes, ...(classNames && { classNames }) });
  }

  /**
   * The predictions of the network, example by example: the `'logits'`, [examples, classes] row by row (default), the
   * `'probabilities'` that their softmax is, or the `'classes'` of the largest. Statistics are those that
   * {@link evaluate} takes.
   *
   * @param inputs Examples, or their inputs alone: floats, or bytes that stand for byte / 255.
   */
  async predict(
    inputs: Examples | Float32Array | Uint8Array,
    options: { as?: PredictedAs; statistics?: Statistics } = {},
  ): Promise<Float32Array> {
    const caller = 'NeuralNet.predict';
    checkOptions(caller, options, ['as', 'statistics']);
    const { as = 'logits', ...rest } = options;
    checkChoice(caller, 'as', as, predictedAs);
    const examples = isExamples(inputs) ? inputs : unlabelled(caller, inputs, this.#sizes.inputSize);
    checkExamples(caller, 'inputs', examples, this.#sizes);
    const logits = await this.#running.predict(examples, statisticsOf(caller, rest));
    return fromLogits(logits, this.#sizes.classes, { as, activation: 'softmax' });
  }

  /** Everything that training has made of the network, copied into typed arrays. */
  async getState(): Promise<NetworkState> {
    return this.#running.getState();
  }

  /** @throws ArgumentError if the state is not of a network of this shape. */
  setState(state: NetworkState): void {
    const engine = this.#running;
    checkState('NeuralNet.setState', this.description, state);
    engine.setState(state);
  }

  /**
   * A standard `tf.LayersModel` that gives the same logits at inference. Who asked for it disposes of it.
   *
   * @throws Error in a program without a backend of TensorFlow.js.
   */
  async toLayersModel(): Promise<tfl.Sequential> {
    this.#checkIsNotDisposed();
    needBackend('NeuralNet.toLayersModel');
    return createLayersModel(this.description, await this.getState());
  }

  /**
   * Saves the network as a TensorFlow.js layers model that any program can load; {@link restore} reads it back.
   *
   * @param target A `tf.io` URL (`localstorage://`, `indexeddb://`, `downloads://`) or handler; in Node.js `file://` and
   *   a directory.
   * @throws Error when it cannot be saved there, or nothing here saves to such a URL.
   */
  async save(target: string | tf.io.IOHandler): Promise<tf.io.SaveResult> {
    const handler = findHandler(target, 'save', 'NeuralNet.save');
    const state = await this.getState();
    return withValuesBackend(async () => {
      const model = createLayersModel(this.description, state);
      try {
        model.setUserDefinedMetadata({ bnlab: describeSaved(this.description, state) });
        return await model.save(handler);
      } finally {
        model.dispose();
      }
    });
  }

  /** Frees what the network holds. It cannot be used afterwards; to dispose of it again does nothing. */
  dispose(): void {
    if (this.#isDisposed) return;
    this.#isDisposed = true;
    this.#engine.dispose();
  }

  async #recalibrate(caller: string, examples: Examples, keep: number): Promise<void> {
    if (!this.#hasOwnLayers) {
      throw new Error(`${caller}: what the layers of a fullyConnected function get is not known here`);
    }
    const state = await this.getState();
    if (!state.layers.some(({ gamma }) => gamma)) {
      throw new ArgumentError(caller, 'the network must have a batch norm layer, got none');
    }
    const { graph, values } = asGraph(this.description, state);
    const network = await CompiledGraph.create(graph, { values, caller });
    network.recalibrate(examples, { keep });
    this.setState(withPopulation(state, network.getState()));
  }

  get #running(): Engine {
    this.#checkIsNotDisposed();
    return this.#engine;
  }

  #checkIsNotDisposed(): void {
    if (this.#isDisposed) throw new Error('NeuralNet: the network has been disposed of; make another one');
    const reason = this.#engine.whyUnusable?.();
    if (reason !== undefined) throw new Error(`NeuralNet: ${reason}; make another one`);
  }

  get #sizes(): { inputSize: number; classes: number } {
    const { layerSizes } = this.description;
    return { inputSize: layerSizes[0]!, classes: layerSizes.at(-1)! };
  }

  /** Checks what can be checked now; returns what checks the batches that are made while the training runs. */
  #checkTraining(
    caller: string,
    batches: TrainingData,
    options: TrainingOptions,
  ): (examples: Examples) => void {
    this.#checkIsNotDisposed();
    checkTraining(caller, batches, options);
    if (isStream(batches)) checkExamples(caller, 'batches.examples', batches.examples, this.#sizes);
    if (options.validation) checkExamples(caller, 'validation', options.validation, this.#sizes);
    return (examples) => checkExamples(caller, 'batch', examples, this.#sizes);
  }
}

/** Reads what {@link NeuralNet.save} wrote. */
async function readNetwork(
  handler: string | tf.io.IOHandler,
): Promise<{ description: NetworkDescription; state: NetworkState }> {
  const model = await tfl.loadLayersModel(handler);
  try {
    const saved = (model.getUserDefinedMetadata() as { bnlab?: SavedNetwork } | undefined)?.bnlab;
    if (!saved) {
      const how = readSavedLayers(model)
        ? 'is of layers; use NeuralNet.fromLayersModel(await tf.loadLayersModel(source))'
        : 'was not saved by a NeuralNet; load it with tf.loadLayersModel';
      throw new Error(`NeuralNet.restore: the model ${how}`);
    }
    const description = withOptimizer(saved.description);
    const state = withSavedSlots(await readLayersModel(model, description, saved.step), saved);
    return { description, state };
  } finally {
    model.dispose();
  }
}

function isLayered(options: NeuralNetOptions | LayeredNetOptions): options is LayeredNetOptions {
  return typeof options === 'object' && options !== null && 'layers' in options;
}

/** Models saved before there were optimizers to choose from were trained by gradient descent. */
function withOptimizer(description: NetworkDescription): NetworkDescription {
  const { optimizer = completeOptimizer('NeuralNet.restore', 'sgd') }: Partial<NetworkDescription> =
    description;
  return { ...description, optimizer };
}

function statisticsOf(caller: string, options: { statistics?: Statistics }): Statistics {
  checkOptions(caller, options, ['statistics']);
  const { statistics = 'population' } = options;
  checkChoice(caller, 'statistics', statistics, ['population', 'batch']);
  return statistics;
}

function isExamples(inputs: Examples | Float32Array | Uint8Array): inputs is Examples {
  return typeof inputs === 'object' && inputs !== null && 'inputs' in inputs;
}

function unlabelled(caller: string, inputs: Float32Array | Uint8Array, inputSize: number): Examples {
  checkTypedArray(caller, 'inputs', inputs, ['Uint8Array', 'Float32Array']);
  if (inputs.length === 0 || inputs.length % inputSize !== 0) {
    throw new ArgumentError(
      caller,
      `inputs must hold a multiple of ${inputSize} values, at least one, got ${inputs.length}`,
    );
  }
  const count = inputs.length / inputSize;
  return { count, inputSize, inputs, labels: new Uint8Array(count) };
}
