import { ArgumentError, checkChoice, checkOptions } from '@bnlab/arguments';
import {
  CompiledGraph,
  type ConvolutionMethod,
  type GraphExamples,
  type GraphLoss,
  type GraphOptimizer,
  type GraphValues,
} from '@bnlab/kernels';
import type * as tfl from '@tensorflow/tfjs-layers';
import type { Evaluation, Statistics } from '../neural-net/engine';
import type { ExampleStream } from '../neural-net/examples';
import {
  checkTrainingOptions,
  train,
  type TrainingOptions,
  type TrainingProgress,
} from '../neural-net/train';
import { lossOf, optimizerOf } from './compiled-loss';
import { describeModel, type DescribedModel } from './describe-model';
import { examplesOf, inputsOf, type FitValues } from './examples-of';
import { checkFitOptions, fit, type FitHistory, type FitOptions } from './fit';
import { GraphEngine } from './graph-engine';
import { readWeights, writeWeights } from './model-weights';

/** How {@link compileTraining} trains a model. */
export interface CompileTrainingOptions {
  /** Default: the one that the model is compiled with. */
  loss?: GraphLoss | GraphLoss['kind'];
  /** Default: the one that the model is compiled with, if that is sgd, momentum or adam. */
  optimizer?: GraphOptimizer | GraphOptimizer['kind'];
  /** See `CompiledGraphOptions`. Default: `'fast'`. */
  convolutions?: ConvolutionMethod;
}

/** What {@link CompiledModel.predict} gives. */
export type PredictedAs = 'logits' | 'probabilities' | 'classes';

/**
 * Trains a `tf.LayersModel` in compiled WebAssembly: convolutions, dense layers, pooling, batch, group and layer norm,
 * dropout, sums and concatenations, sequential or functional.
 *
 * ```js
 * const compiled = await compileTraining(model);
 * await compiled.fit(xs, ys, { epochs: 5 }); // in place of model.fit(xs, ys, { epochs: 5 })
 * ```
 *
 * @param model A model with one input and one output. Its weights are read now, and written after each `fit`.
 * @throws ArgumentError naming the first layer, or setting of a layer, that the compiled engine does not know; nothing
 *   has run then.
 */
export async function compileTraining(
  model: tfl.LayersModel,
  options: CompileTrainingOptions = {},
): Promise<CompiledModel> {
  const caller = 'compileTraining';
  checkOptions(caller, options, ['loss', 'optimizer', 'convolutions']);
  if (typeof model !== 'object' || model === null || !('layers' in model)) {
    throw new ArgumentError(caller, `model must be a tf.LayersModel, got ${String(model)}`);
  }
  const { convolutions = 'fast' } = options;
  checkChoice(caller, 'convolutions', convolutions, ['fast', 'exact']);
  const described = describeModel(caller, model);
  const loss = lossOf(caller, model, described, options.loss);
  const { optimizer, learningRate } = optimizerOf(caller, model, options.optimizer);
  const { inputShape, layers } = described;
  const graph = await CompiledGraph.create(
    { inputShape, layers, loss, optimizer },
    { values: { step: 0, layers: await readWeights(model) }, convolutions },
  );
  return new CompiledModel(model, graph, { described, loss, learningRate });
}

/** A model on the compiled engine: see {@link compileTraining}. */
export class CompiledModel {
  readonly engine = 'compiled';
  readonly backend = 'wasm';
  readonly #model: tfl.LayersModel;
  readonly #engine: GraphEngine;
  readonly #described: DescribedModel;
  readonly #loss: GraphLoss;
  readonly #learningRate: number | undefined;

  /** @internal Made by {@link compileTraining}. */
  constructor(
    model: tfl.LayersModel,
    graph: CompiledGraph,
    what: { described: DescribedModel; loss: GraphLoss; learningRate: number | undefined },
  ) {
    this.#model = model;
    this.#engine = new GraphEngine(graph);
    this.#described = what.described;
    this.#loss = what.loss;
    this.#learningRate = what.learningRate;
  }

  /**
   * Trains as `tf.LayersModel.fit` does, and writes the weights into the model.
   *
   * @param x Inputs: a tensor, floats, or bytes that stand for byte / 255, example by example.
   * @param y Labels: classes, or the values that the outputs are to have.
   * @throws ArgumentError if an option is unknown or out of range, or x and y do not fit the model.
   * @throws The signal's reason when it is aborted; the model then has the weights of the last step.
   */
  async fit(x: FitValues, y: FitValues, options: FitOptions = {}): Promise<FitHistory> {
    const caller = 'CompiledModel.fit';
    checkFitOptions(caller, options);
    const learningRate = options.learningRate ?? this.#learningRate;
    if (learningRate === undefined) {
      throw new ArgumentError(caller, "learningRate must be given, as the model's optimizer has none");
    }
    const all = await examplesOf(caller, x, y, this.#sizes);
    const { validationData, validationSplit = 0 } = options;
    const [examples, held] = split(caller, all, validationSplit);
    const validation = validationData ? await examplesOf(caller, ...validationData, this.#sizes) : held;
    try {
      return await fit(this.#engine, examples, validation, { ...options, learningRate });
    } finally {
      this.#engine.schedule = undefined;
      this.writeTo(this.#model);
    }
  }

  /**
   * Trains on batches of a stream, as `NeuralNet.train`: progress several times a second. The model's weights are not
   * written until {@link writeTo}.
   *
   * @throws ArgumentError if an option is unknown or out of range.
   */
  train(
    batches: ExampleStream<GraphExamples>,
    options: TrainingOptions<GraphExamples>,
  ): AsyncGenerator<TrainingProgress, void> {
    checkTrainingOptions('CompiledModel.train', options);
    return train(() => this.#engine, batches, options);
  }

  /** Mean loss, and accuracy where the loss is a cross-entropy (else NaN), with `'population'` statistics by default. */
  async evaluate(examples: GraphExamples, options: { statistics?: Statistics } = {}): Promise<Evaluation> {
    checkOptions('CompiledModel.evaluate', options, ['statistics']);
    return this.#engine.evaluate(examples, options.statistics ?? 'population');
  }

  /**
   * What the model predicts, example by example: `'logits'` before any softmax or sigmoid at the output (default),
   * `'probabilities'` after it, or the `'classes'` of the largest.
   */
  async predict(
    x: FitValues | GraphExamples,
    options: { as?: PredictedAs; statistics?: Statistics } = {},
  ): Promise<Float32Array> {
    const caller = 'CompiledModel.predict';
    checkOptions(caller, options, ['as', 'statistics']);
    const { as = 'logits', statistics = 'population' } = options;
    checkChoice(caller, 'as', as, ['logits', 'probabilities', 'classes'] as const);
    const inputs = 'inputs' in x ? x.inputs : await inputsOf(caller, 'x', x);
    const { inputSize, outputSize } = this.#sizes;
    const count = inputs.length / inputSize;
    const examples = { count, inputs, labels: new Float32Array(count * outputSize) };
    const logits = this.#engine.graph.predict(examples, statistics);
    if (as === 'logits') return logits;
    const isSigmoid =
      this.#described.outputActivation === 'sigmoid' || this.#loss.kind === 'sigmoidCrossEntropy';
    const rows = rowsOf(logits, outputSize);
    if (as === 'probabilities') {
      return isSigmoid
        ? logits.map(sigmoid)
        : Float32Array.from(rows.flatMap((row) => Array.from(softmax(row))));
    }
    if (outputSize === 1) return logits.map((logit) => Number(logit > 0));
    return Float32Array.from(rows, (row) => row.indexOf(Math.max(...row)));
  }

  /** Writes the trained weights into a model of the same layers. */
  writeTo(model: tfl.LayersModel): void {
    writeWeights(model, this.#engine.graph.getState().layers);
  }

  /** Everything that training has made of the network, copied into typed arrays. */
  getState(): GraphValues {
    return this.#engine.graph.getState();
  }

  /** @throws ArgumentError if the state is not of this network. */
  setState(state: GraphValues): void {
    this.#engine.graph.setState(state);
  }

  get #sizes() {
    const product = (shape: readonly number[]) => shape.reduce((size, one) => size * one, 1);
    const outputSize = product(this.#engine.graph.outputShape);
    return { inputSize: product(this.#described.inputShape), outputSize, loss: this.#loss };
  }
}

/** The first examples to train on, and the last to measure. */
function split(
  caller: string,
  examples: GraphExamples,
  share: number,
): [GraphExamples, GraphExamples | undefined] {
  if (share === 0) return [examples, undefined];
  const { count, inputs, labels } = examples;
  const first = Math.floor(count * (1 - share));
  if (first === 0 || first === count) {
    throw new ArgumentError(
      caller,
      `validationSplit must leave examples on both sides of ${count}, got ${share}`,
    );
  }
  const part = (from: number, to: number): GraphExamples => ({
    count: to - from,
    inputs: inputs.subarray((from * inputs.length) / count, (to * inputs.length) / count),
    labels: labels.subarray((from * labels.length) / count, (to * labels.length) / count),
  });
  return [part(0, first), part(first, count)];
}

function sigmoid(logit: number): number {
  return 1 / (1 + Math.exp(-logit));
}

function softmax(row: Float32Array): Float32Array {
  const top = Math.max(...row);
  const powers = row.map((logit) => Math.exp(logit - top));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}

function rowsOf(values: Float32Array, size: number): Float32Array[] {
  return Array.from({ length: values.length / size }, (_, row) =>
    values.subarray(row * size, (row + 1) * size),
  );
}
