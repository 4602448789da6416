import { ArgumentError, checkChoice, checkOptions, show } from '@bnlab/arguments';
import {
  CompiledGraph,
  type ConvolutionMethod,
  type GraphExamples,
  type GraphObservation,
  type GraphValues,
  GraphWorker,
  initialGraphValues,
  type ObservationOptions,
} from '@bnlab/kernels';
import type * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';
import { writeWeights } from '../compiled-model/model-weights';
import { findHandler } from '../io/find-handler';
import type { TrainingData } from '../neural-net/batch-source';
import { checkClassNames, classReport, type ClassReport } from '../neural-net/class-report';
import type { Evaluation, Statistics } from '../neural-net/engine';
import { needBackend } from '../neural-net/need-backend';
import { fromLogits, predictedAs, type PredictedAs } from '../neural-net/predicted-as';
import { trainInWorker } from '../neural-net/train-in-worker';
import { inSlices, trainSlices } from '../neural-net/train-slices';
import { checkTraining, type TrainingOptions, type TrainingProgress } from '../neural-net/training-options';
import { withValuesBackend } from '../neural-net/with-values-backend';
import { createModel } from './create-model';
import { examplesOf, inputsOf, type FitValues } from './examples-of';
import { checkFitOptions, fit, type FitHistory, type FitOptions } from './fit';
import { GraphEngine } from './graph-engine';
import type { LayeredNetDescription } from './layered-net-description';
import { describeSavedLayers } from './saved-layers';
import { splitExamples } from './split-examples';

/**
 * A network of any layers, trained by the compiled engine: `NeuralNet.create({ layers })` and
 * `NeuralNet.fromLayersModel(model)` make one.
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
  readonly engine = 'compiled';
  readonly backend = 'wasm';
  readonly description: LayeredNetDescription;
  readonly #convolutions: ConvolutionMethod;
  #engine: GraphEngine | undefined;

  /** @internal `NeuralNet` makes networks. */
  constructor(graph: CompiledGraph, description: LayeredNetDescription, convolutions: ConvolutionMethod) {
    this.#engine = new GraphEngine(graph);
    this.description = description;
    this.#convolutions = convolutions;
  }

  /** Names of the classes, in their order, where the network was given any. */
  get classNames(): readonly string[] | undefined {
    return this.description.classNames;
  }

  /** Shape of the output for one example. */
  get outputShape(): number[] {
    return this.#running.graph.outputShape;
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
    return this.fitAs(x, y, options);
  }

  /** @internal Of a method, for errors. */
  protected callerOf(method: string): string {
    return `LayeredNet.${method}`;
  }

  /** @internal See {@link fit}. */
  protected async fitAs(x: FitValues, y: FitValues, options: FitOptions): Promise<FitHistory> {
    const caller = this.callerOf('fit');
    checkFitOptions(caller, options);
    const { learningRate, validationData, validationSplit = 0 } = options;
    if (learningRate === undefined) {
      throw new ArgumentError(caller, 'learningRate must be given, above 0, got undefined');
    }
    const all = await examplesOf(caller, x, y, this.#sizes);
    const [examples, held] = splitExamples(caller, all, validationSplit);
    const validation = validationData ? await examplesOf(caller, ...validationData, this.#sizes) : held;
    return fit(this.#running, examples, validation, { ...options, learningRate });
  }

  /**
   * Trains on batches, with progress several times a second. Nothing happens until the returned iterator is read;
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
    checkTraining(this.callerOf('train'), batches, options);
    return trainSlices(() => inSlices(this.#running), batches, options);
  }

  /**
   * Trains as {@link train} does, to the same bits, in a thread of its own: a worker thread in Node.js, a web worker in a
   * browser. The network gets the trained state when the training ends, is aborted, or is no longer read.
   *
   * @throws ArgumentError and the signal's reason as {@link train}.
   */
  trainInWorker(
    batches: TrainingData<GraphExamples>,
    options: TrainingOptions<GraphExamples>,
  ): AsyncGenerator<TrainingProgress, void> {
    checkTraining(this.callerOf('trainInWorker'), batches, options);
    const { inputShape, layers, loss, optimizer } = this.description;
    const convolutions = this.#convolutions;
    const net = {
      getState: () => Promise.resolve(this.getState()),
      setState: (state: GraphValues) => this.setState(state),
      start: (values: GraphValues) =>
        GraphWorker.create({ inputShape, layers, loss, optimizer }, { values, convolutions }),
    };
    return trainInWorker<GraphExamples, GraphValues>(net, batches, options);
  }

  /** Mean loss, and accuracy where the loss is a cross-entropy (else NaN), with `'population'` statistics by default. */
  async evaluate(examples: GraphExamples, options: { statistics?: Statistics } = {}): Promise<Evaluation> {
    const caller = this.callerOf('evaluate');
    checkOptions(caller, options, ['statistics']);
    const { statistics = 'population' } = options;
    checkChoice(caller, 'statistics', statistics, ['population', 'batch']);
    return this.#running.evaluate(examples, statistics);
  }

  /**
   * What a training step on the examples at `indices` would see: of each layer how its outputs are distributed, what goes
   * into its activation and how many of its channels are dead, gamma and beta, and the norms of parameters and gradients.
   * Changes nothing.
   *
   * @throws ArgumentError if an option is unknown or out of range, or the examples or indices do not fit.
   */
  async observe(
    examples: GraphExamples,
    indices: Uint32Array,
    options: ObservationOptions = {},
  ): Promise<GraphObservation> {
    return Promise.resolve(this.#running.graph.observe(examples, indices, options));
  }

  /**
   * Gives every batch norm layer the exact mean and variance of what it gets when the network predicts for these examples,
   * in place of the moving averages that training left.
   *
   * @param options.keep Share of the old statistics that is kept, in [0, 1): above 0 they adapt. Default: 0.
   * @throws ArgumentError if an option is unknown or out of range, the examples do not fit, or there is no batch norm.
   */
  async recalibrate(examples: GraphExamples, options: { keep?: number } = {}): Promise<void> {
    return Promise.resolve(this.#running.graph.recalibrate(examples, options));
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
   * What the network predicts, example by example: `'logits'` before any softmax or sigmoid at the output (default),
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
  getState(): GraphValues {
    return this.#running.graph.getState();
  }

  /** @throws ArgumentError if the state is not of this network. */
  setState(state: GraphValues): void {
    this.#running.graph.setState(state);
  }

  /**
   * Writes the weights into a model of the same layers, by their names.
   *
   * @throws ArgumentError naming the layer that the model lacks.
   */
  writeTo(model: tfl.LayersModel): void {
    writeWeights(this.callerOf('writeTo'), model, this.getState().layers);
  }

  /**
   * A standard `tf.LayersModel` of these layers and weights. It gives probabilities where the network ends in softmax,
   * else logits. Who asked for it disposes of it.
   *
   * @throws ArgumentError naming a layer that TensorFlow.js has nothing for: `elu` with another `alpha` than 1.
   */
  async toLayersModel(): Promise<tfl.LayersModel> {
    needBackend(this.callerOf('toLayersModel'));
    return Promise.resolve(
      createModel(this.callerOf('toLayersModel'), this.description, this.getState().layers),
    );
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
    const state = this.getState();
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

  /** Lets go of the memory; it is freed with the garbage. The network cannot be used afterwards. */
  dispose(): void {
    this.#engine = undefined;
  }

  get #running(): GraphEngine {
    if (this.#engine) return this.#engine;
    throw new Error('LayeredNet: the network has been disposed of; make another one');
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
    const examples = { count, inputs, labels: new Float32Array(count * outputSize) };
    const logits = this.#running.graph.predict(examples, statistics);
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
  { values, seed = 1, convolutions = 'fast' }: LayeredNetStart,
): Promise<LayeredNet> {
  const { inputShape, layers, loss, optimizer } = description;
  const graph = await CompiledGraph.create(
    { inputShape, layers, loss, optimizer },
    { convolutions, caller, ...(values && { values }) },
  );
  const { classNames } = description;
  if (classNames) checkClassNames(caller, classNames, Math.max(2, sizeOf(graph.outputShape)));
  if (!values) graph.setState(initialGraphValues(graph.parameters(), { seed }));
  return new LayeredNet(graph, description, convolutions);
}

/** What a network starts from, and how it computes. */
export interface LayeredNetStart {
  values?: GraphValues | undefined;
  seed?: number | undefined;
  convolutions?: ConvolutionMethod | undefined;
}
