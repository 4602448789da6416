import { ArgumentError, checkChoice, checkNumber, checkOptions, show } from '@bnlab/arguments';
import {
  checkExamples,
  checkGraphState,
  checkIndices,
  checkObservationOptions,
  completeGraph,
  type CompleteGraph,
  type ConvolutionMethod,
  type GraphExamples,
  type GraphObservation,
  graphParameters,
  type GraphValues,
  GraphWorker,
  keptValues,
  type ObservationOptions,
  writtenShape,
} from '@bnlab/kernels';
import type * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';
import { writeWeights } from '../compiled-model/model-weights';
import { findHandler } from '../io/find-handler';
import { isStream, type TrainingData } from '../neural-net/batch-source';
import { checkClassNames, classReport, type ClassReport } from '../neural-net/class-report';
import type { EngineName, Evaluation, Statistics } from '../neural-net/engine';
import { type AdaptedNet, keptShare } from '../neural-net/kept-share';
import { needBackend } from '../neural-net/need-backend';
import { fromLogits, predictedAs, type PredictedAs } from '../neural-net/predicted-as';
import { trainInWorker } from '../neural-net/train-in-worker';
import { inSlices, trainSlices } from '../neural-net/train-slices';
import { checkTraining, type TrainingOptions, type TrainingProgress } from '../neural-net/training-options';
import { withValuesBackend } from '../neural-net/with-values-backend';
import { createLayeredEngine } from './create-layered-engine';
import { createModel } from './create-model';
import { examplesOf, inputsOf, type FitValues } from './examples-of';
import { checkFitOptions, fit, type FitHistory, type FitOptions } from './fit';
import type { LayeredEngine } from './layered-engine';
import type { LayeredEngineOptions, LayeredStart } from './layered-engine-options';
import { graphOf, type LayeredNetDescription } from './layered-net-description';
import { describeSavedLayers } from './saved-layers';
import { splitExamples } from './split-examples';

/**
 * A network of any layers: `NeuralNet.create({ layers })` and `NeuralNet.fromLayersModel(model)` make one. The compiled
 * engine trains it, or TensorFlow.js.
 *
 * @example
 * ```ts
 * const net = await NeuralNet.create({
 *   inputShape: [28, 28, 1],
 *   layers: [
 *     { kind: 'conv2d', filters: 16, kernelSize: 3, useBias: false },
 *     { kind: 'batchNorm' },
 *     { kind: 'activation', activation: 'relu' },
 *     { kind: 'globalAveragePooling2d' },
 *     { kind: 'dense', units: 10 },
 *     { kind: 'softmax' },
 *   ],
 *   optimizer: 'adam',
 * });
 * await net.fit(images, labels, { epochs: 5, learningRate: 0.01, validationSplit: 0.1 });
 * await net.save('file://saved/network');
 * ```
 */
export class LayeredNet {
  readonly description: LayeredNetDescription;
  /** Shape of the output for one example. */
  readonly outputShape: readonly number[];
  readonly #engine: LayeredEngine;
  readonly #graph: CompleteGraph;
  readonly #convolutions: ConvolutionMethod | undefined;
  #isDisposed = false;

  /** @internal `NeuralNet` makes networks. */
  constructor(
    engine: LayeredEngine,
    description: LayeredNetDescription,
    convolutions: ConvolutionMethod | undefined,
  ) {
    this.#engine = engine;
    this.description = description;
    this.#graph = completeGraph('LayeredNet', graphOf(description));
    this.outputShape = writtenShape(this.#graph.output.shape);
    this.#convolutions = convolutions;
  }

  /** The engine. */
  get engine(): EngineName {
    return this.#engine.name;
  }

  /** The TensorFlow.js backend that the network runs on; `'wasm'` for the compiled engine. */
  get backend(): string {
    return this.#engine.backend;
  }

  /** Names of the classes, in their order, where the network was given any. */
  get classNames(): readonly string[] | undefined {
    return this.description.classNames;
  }

  /** Steps trained so far. */
  get step(): number {
    return this.#running.step;
  }

  /**
   * Trains on arrays or tensors, epoch by epoch, as `tf.LayersModel.fit` does.
   *
   * @param x Inputs: a tensor, floats, or bytes that stand for byte / 255, example by example.
   * @param y Labels: classes, or the values that the outputs are to have.
   * @throws ArgumentError if an option is unknown or out of range, or x and y do not fit the network.
   * @throws The signal's reason when it is aborted; the network then has the weights of the last step.
   */
  async fit(x: FitValues, y: FitValues, options: FitOptions = {}): Promise<FitHistory> {
    return this.fitAs(x, y, options, undefined);
  }

  /** @internal Of a method, for errors. */
  protected callerOf(method: string): string {
    return `LayeredNet.${method}`;
  }

  /** @internal See {@link fit}. */
  protected async fitAs(
    x: FitValues,
    y: FitValues,
    options: FitOptions,
    model: tfl.LayersModel | undefined,
  ): Promise<FitHistory> {
    const caller = this.callerOf('fit');
    checkFitOptions(caller, options, model);
    const { learningRate, validationData, validationSplit = 0 } = options;
    if (learningRate === undefined) {
      throw new ArgumentError(caller, 'learningRate must be given, above 0, got undefined');
    }
    const all = await this.#examplesOf(caller, x, y);
    const [examples, held] = splitExamples(caller, all, validationSplit);
    const validation = validationData ? await this.#examplesOf(caller, ...validationData) : held;
    const engine = this.#running;
    try {
      return await fit({ engine, examples, validation, model }, { ...options, learningRate });
    } finally {
      engine.sums = undefined;
    }
  }

  /**
   * Trains on batches, with progress several times per second. Nothing happens until the returned iterator is read;
   * stopping to read it, or aborting, stops the training between two steps and leaves the network as it is then.
   *
   * @param batches - A stream, as `batches(arrays)` makes it, or an iterator of batches `{ count, inputs, labels }` for
   *   what does not fit in memory.
   * @throws ArgumentError if an option is unknown or out of range; once it runs, if examples do not fit the network.
   * @throws The signal's reason when it is aborted.
   */
  train(
    batches: TrainingData<GraphExamples>,
    options: TrainingOptions<GraphExamples>,
  ): AsyncGenerator<TrainingProgress, void> {
    const check = this.#checkTraining('train', batches, options);
    return trainSlices(() => inSlices(this.#running), batches, options, check);
  }

  /**
   * Trains as {@link train} does, to the same bits as the compiled engine, in a thread of its own: a worker thread in
   * Node.js, a web worker in a browser. The network gets the trained state when the training ends, is aborted, or is no
   * longer read.
   *
   * @throws ArgumentError and the signal's reason as {@link train}.
   */
  trainInWorker(
    batches: TrainingData<GraphExamples>,
    options: TrainingOptions<GraphExamples>,
  ): AsyncGenerator<TrainingProgress, void> {
    const check = this.#checkTraining('trainInWorker', batches, options);
    const convolutions = this.#convolutions;
    const net = {
      getState: () => this.getState(),
      setState: (state: GraphValues) => this.setState(state),
      start: (values: GraphValues) =>
        GraphWorker.create(graphOf(this.description), { values, ...(convolutions && { convolutions }) }),
    };
    return trainInWorker<GraphExamples, GraphValues>(net, batches, options, check);
  }

  /** Mean loss, and accuracy where the loss is a cross-entropy (else NaN), with `'population'` statistics by default. */
  async evaluate(examples: GraphExamples, options: { statistics?: Statistics } = {}): Promise<Evaluation> {
    const caller = this.callerOf('evaluate');
    checkOptions(caller, options, ['statistics']);
    const { statistics = 'population' } = options;
    checkChoice(caller, 'statistics', statistics, ['population', 'batch']);
    checkExamples(caller, examples, this.#graph);
    return this.#running.evaluate(examples, statistics);
  }

  /**
   * Observes a training step on the examples at `indices` without making it: per layer the distributions of its outputs
   * and of the inputs of its activation, the share of its channels that are dead, gamma and beta, and the norms of
   * parameters and gradients. The compiled kernels look into networks of either engine; up to rounding, they see the same.
   *
   * @throws ArgumentError if an option is unknown or out of range, or the examples or indices do not fit.
   */
  async observe(
    examples: GraphExamples,
    indices: Uint32Array,
    options: ObservationOptions = {},
  ): Promise<GraphObservation> {
    const caller = this.callerOf('observe');
    checkExamples(caller, examples, this.#graph);
    checkIndices(caller, indices, examples.count);
    checkObservationOptions(caller, options);
    return this.#running.observe(examples, indices, options);
  }

  /**
   * Gives every batch norm layer the exact mean and variance of what it gets when the network predicts for these examples,
   * in place of the moving averages that training left. The compiled kernels compute them, for networks of either engine.
   *
   * @param options.keep Share of the old statistics that is kept, in [0, 1): above 0 they adapt. Default: 0.
   * @throws ArgumentError if an option is unknown or out of range, the examples do not fit, or there is no batch norm.
   */
  async recalibrate(examples: GraphExamples, options: { keep?: number } = {}): Promise<void> {
    const caller = this.callerOf('recalibrate');
    checkExamples(caller, examples, this.#graph);
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
   * @throws ArgumentError as {@link recalibrate}.
   */
  async adaptStatistics(examples: GraphExamples, options: { prior?: number } = {}): Promise<AdaptedNet> {
    const caller = this.callerOf('adaptStatistics');
    checkExamples(caller, examples, this.#graph);
    const keep = keptShare(caller, examples, options);
    const before = await this.getState();
    await this.#recalibrate(caller, examples, keep);
    return { restore: async () => this.setState(withStatistics(await this.getState(), before)) };
  }

  /**
   * Accuracy per class, and which classes are taken for which.
   *
   * @throws ArgumentError if the network does not tell classes apart, or the examples do not fit it.
   */
  async evaluateClasses(
    examples: GraphExamples,
    options: { statistics?: Statistics } = {},
  ): Promise<ClassReport> {
    const caller = this.callerOf('evaluateClasses');
    checkOptions(caller, options, ['statistics']);
    if (typeof examples !== 'object' || examples === null || !('labels' in examples)) {
      const must = 'examples must be { count, inputs, labels }';
      throw new ArgumentError(caller, `${must}, got ${show(examples)}`);
    }
    const predicted = await this.#predict(caller, examples, { ...options, as: 'classes' });
    const { outputSize } = this.#sizes;
    const { classNames } = this;
    const labels = classesOf(examples, outputSize);
    return classReport(labels, predicted, classNames ? { classNames } : { classes: Math.max(2, outputSize) });
  }

  /**
   * The predictions of the network, example by example: `'logits'` before any softmax or sigmoid at the output (default),
   * `'probabilities'` after it, or the `'classes'` of the largest.
   *
   * @param x A tensor, floats, bytes that stand for byte / 255, or examples.
   */
  async predict(
    x: FitValues | GraphExamples,
    options: { as?: PredictedAs; statistics?: Statistics } = {},
  ): Promise<Float32Array> {
    const caller = this.callerOf('predict');
    checkOptions(caller, options, ['as', 'statistics']);
    return this.#predict(caller, x, options);
  }

  /** Everything that training has made of the network, copied into typed arrays. */
  async getState(): Promise<GraphValues> {
    return this.#running.getState();
  }

  /** @throws ArgumentError if the state is not of this network. */
  setState(state: GraphValues): void {
    const engine = this.#running;
    const { nodes, optimizer } = this.#graph;
    const parameters = graphParameters(nodes);
    checkGraphState(this.callerOf('setState'), state, { parameters, kept: keptValues(optimizer) });
    engine.setState(state);
  }

  /**
   * Writes the weights into a model of the same layers, by their names.
   *
   * @throws ArgumentError naming the layer that the model lacks.
   */
  async writeTo(model: tfl.LayersModel): Promise<void> {
    writeWeights(this.callerOf('writeTo'), model, (await this.getState()).layers);
  }

  /**
   * A standard `tf.LayersModel` of these layers and weights. It gives probabilities where the network ends in softmax,
   * else logits. Who asked for it disposes of it.
   *
   * @throws ArgumentError naming a layer that TensorFlow.js has nothing for: `elu` with another `alpha` than 1.
   */
  async toLayersModel(): Promise<tfl.LayersModel> {
    needBackend(this.callerOf('toLayersModel'));
    return createModel(this.callerOf('toLayersModel'), this.description, (await this.getState()).layers);
  }

  /**
   * Saves the network as a TensorFlow.js layers model that any program can load.
   * `NeuralNet.fromLayersModel(await tf.loadLayersModel(place))` trains on: loss, optimizer and what it keeps, step and
   * class names are saved with it.
   *
   * @param target A `tf.io` URL (`localstorage://`, `indexeddb://`, `downloads://`) or handler; in Node.js `file://` and
   *   a directory.
   * @throws ArgumentError when nothing here saves to such a URL.
   */
  async save(target: string | tf.io.IOHandler): Promise<tf.io.SaveResult> {
    const handler = findHandler(target, 'save', this.callerOf('save'));
    const state = await this.getState();
    return withValuesBackend(async () => {
      const model = createModel(this.callerOf('save'), this.description, state.layers);
      try {
        model.setUserDefinedMetadata(describeSavedLayers(this.description, state));
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

  get #running(): LayeredEngine {
    if (this.#isDisposed) throw new Error('LayeredNet: the network has been disposed of; make another one');
    const reason = this.#engine.whyUnusable?.();
    if (reason !== undefined) throw new Error(`LayeredNet: ${reason}; make another one`);
    return this.#engine;
  }

  /** Checks what can be checked now; returns what checks the batches that are made while the training runs. */
  #checkTraining(
    method: string,
    batches: TrainingData<GraphExamples>,
    options: TrainingOptions<GraphExamples>,
  ): (examples: GraphExamples) => void {
    const caller = this.callerOf(method);
    checkTraining(caller, batches, options);
    const check = (examples: GraphExamples) => checkExamples(caller, examples, this.#graph);
    if (isStream(batches)) check(batches.examples);
    if (options.validation) check(options.validation);
    return check;
  }

  async #examplesOf(caller: string, x: FitValues, y: FitValues): Promise<GraphExamples> {
    const examples = await examplesOf(caller, x, y, this.#sizes);
    checkExamples(caller, examples, this.#graph);
    return examples;
  }

  async #recalibrate(caller: string, examples: GraphExamples, keep: number): Promise<void> {
    if (!this.#graph.nodes.some(({ layer }) => layer.kind === 'batchNorm')) {
      throw new ArgumentError(caller, 'the network must have a batchNorm layer, got none');
    }
    await this.#running.recalibrate(examples, { keep });
  }

  async #predict(
    caller: string,
    x: FitValues | GraphExamples,
    { as = 'logits', statistics = 'population' }: { as?: PredictedAs; statistics?: Statistics },
  ): Promise<Float32Array> {
    checkChoice(caller, 'as', as, predictedAs);
    const { loss, outputActivation } = this.description;
    const isOfClasses = loss.kind.endsWith('CrossEntropy') || outputActivation !== undefined;
    if (as !== 'logits' && !isOfClasses) {
      throw new ArgumentError(
        caller,
        `as must be "logits", as ${loss.kind} knows no classes, got ${show(as)}`,
      );
    }
    if (typeof x !== 'object' || x === null) {
      throw new ArgumentError(caller, `x must be a tensor, a typed array or examples, got ${show(x)}`);
    }
    const inputs = 'inputs' in x ? x.inputs : await inputsOf(caller, 'x', x);
    const { inputSize, outputSize } = this.#sizes;
    const count = inputs.length / inputSize;
    if (!Number.isInteger(count) || count === 0) {
      const must = `x must hold a multiple of ${inputSize} values, at least one`;
      throw new ArgumentError(caller, `${must}, got ${inputs.length}`);
    }
    const examples = { count, inputs, labels: new Float32Array(count * outputSize) };
    const logits = await this.#running.predict(examples, statistics);
    const activation = outputActivation ?? (loss.kind === 'sigmoidCrossEntropy' ? 'sigmoid' : 'softmax');
    return fromLogits(logits, outputSize, { as, activation });
  }

  get #sizes() {
    const { inputShape, loss } = this.description;
    return { inputSize: sizeOf(inputShape), outputSize: sizeOf(this.outputShape), loss };
  }
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((size, one) => size * one, 1);
}

/** The class of each example: as it is written, or the largest of its targets. */
function classesOf({ count, labels }: GraphExamples, outputs: number): ArrayLike<number> {
  if (labels.length === count && outputs !== 1) return labels;
  if (outputs === 1) return Array.from(labels, (label) => Number(label > 0.5));
  const targets = Float32Array.from(labels);
  return fromLogits(targets, outputs, { as: 'classes', activation: 'softmax' });
}

/** Makes the network that a description is of. */
export async function createLayeredNet(
  caller: string,
  description: LayeredNetDescription,
  options: LayeredEngineOptions & LayeredStart,
): Promise<LayeredNet> {
  const engine = await createLayeredEngine(caller, description, options);
  const net = new LayeredNet(engine, description, options.convolutions);
  const { classNames } = description;
  if (classNames) checkClassNames(caller, classNames, Math.max(2, sizeOf(net.outputShape)));
  return net;
}

/** A state with the population statistics of another. */
function withStatistics(state: GraphValues, { layers: others }: GraphValues): GraphValues {
  const layers = Object.entries(state.layers).map(([name, roles]) => {
    const { populationMean, populationVariance } = others[name]!;
    const isNorm = populationMean && populationVariance;
    return [name, isNorm ? { ...roles, populationMean, populationVariance } : roles] as const;
  });
  return { ...state, layers: Object.fromEntries(layers) };
}
