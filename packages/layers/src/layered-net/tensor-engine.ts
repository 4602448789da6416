import {
  areTargets,
  checkGraphState,
  CompiledGraph,
  completeGraph,
  type CompleteGraph,
  type GraphDescription,
  type GraphExamples,
  type GraphObservation,
  type GraphParameter,
  graphParameters,
  type GraphValues,
  hitShare,
  initialGraphValues,
  keptValues,
  layOut,
  type ObservationOptions,
  writeTarget,
  writtenShape,
} from '@bnlab/kernels';
import * as tf from '@tensorflow/tfjs-core';
import { DeviceLosses } from '../neural-net/device-losses';
import type { Evaluation, Losses, Statistics } from '../neural-net/engine';
import { inputsAt } from '../neural-net/examples';
import { ownFloats } from '../neural-net/own-floats';
import { inferenceSlices } from '../neural-net/inference-slices';
import { readAll } from '../neural-net/fully-connected/layer-variables';
import { clipGradients, updateVariable } from '../neural-net/tfjs-optimizer';
import { whyUnusable } from '../neural-net/why-unusable';
import type { LayeredEngine, StepSums } from './layered-engine';
import { applyLayer, type TensorPass } from './tensor-layers';
import { tensorHits } from './tensor-hits';
import { tensorLoss } from './tensor-loss';

/** Examples that pass through the network at once when batches do not matter. */
const INFERENCE_BATCH = 128;

/** Variables by layer and role. */
interface Variables {
  [layer: string]: { [role: string]: tf.Variable };
}

/** Runs a network of any layers on TensorFlow.js, on the backend that was set when the engine was made. */
export class TensorEngine implements LayeredEngine {
  readonly name = 'tfjs';
  readonly backend = tf.getBackend();
  sums: StepSums | undefined;
  readonly #description: GraphDescription;
  readonly #graph: CompleteGraph;
  readonly #parameters: readonly GraphParameter[];
  readonly #trained: readonly GraphParameter[];
  readonly #variables: Variables;
  /** The values that the optimizer keeps of the parameters that it changes. */
  readonly #slots: readonly Variables[];
  readonly #losses = new DeviceLosses();
  #step = 0;
  /** Examples of the steps whose losses have not been read. */
  #unread = 0;

  /**
   * @param options.values Parameters to start from; without them a seed draws them.
   * @throws ArgumentError naming the layer and the option that is wrong, or when the values do not fit.
   */
  constructor(
    caller: string,
    description: GraphDescription,
    { values, seed }: { values: GraphValues | undefined; seed: number },
  ) {
    this.#description = description;
    this.#graph = completeGraph(caller, description, { joins: false });
    this.#parameters = graphParameters(this.#graph.nodes);
    this.#trained = this.#parameters.filter(({ isTrained }) => isTrained);
    const kept = keptValues(this.#graph.optimizer);
    if (values) checkGraphState(caller, values, { parameters: this.#parameters, kept });
    this.#variables = zeros(this.#parameters);
    this.#slots = Array.from({ length: kept }, () => zeros(this.#trained));
    this.setState(values ?? initialGraphValues(this.#parameters, { seed }));
  }

  get step(): number {
    return this.#step;
  }

  trainStep(examples: GraphExamples, indices: Uint32Array, learningRate: number): void {
    const count = indices.length;
    const { ghostBatchSize } = this.#graph;
    const { lanes } = layOut(count, Math.min(ghostBatchSize ?? count, count));
    const pass: TensorPass = { mode: 'training', step: this.#step + 1, lanes, ghostBatchSize };
    this.#losses.add(count, () => {
      const { inputs, targets } = this.#batchAt(examples, indices);
      let hits: tf.Scalar | undefined;
      const hasClasses =
        this.#graph.loss.kind === 'softmaxCrossEntropy' ||
        (this.#graph.outputSize > 1 && !areTargets(examples.labels));
      const loss = this.#update(() => {
        const outputs = this.#outputs(inputs, pass);
        // What a gradient is taken of disposes of all that it does not return.
        if (this.sums) hits = tf.keep(tensorHits(outputs, targets, { ...this.#graph.loss, hasClasses }));
        return this.#loss(outputs, targets);
      }, learningRate);
      return { loss, hits };
    });
    this.#unread += count;
  }

  async readLosses(): Promise<Losses> {
    const { sum, hits, ...losses } = await this.#losses.read();
    if (this.sums) {
      this.sums.loss += sum;
      this.sums.hits += hits;
      this.sums.examples += this.#unread;
    }
    this.#unread = 0;
    return losses;
  }

  async evaluate(examples: GraphExamples, statistics: Statistics): Promise<Evaluation> {
    const { outputSize } = this.#graph;
    let [hits, losses] = [0, 0];
    for (const indices of slices(examples, statistics)) {
      const [outputs, mean] = tf.tidy(() => {
        const { inputs, targets } = this.#batchAt(examples, indices);
        const outputs = this.#outputs(inputs, inference(statistics));
        return [outputs, this.#loss(outputs, targets)] as [tf.Tensor, tf.Scalar];
      });
      const [rows, [meanLoss]] = await Promise.all([outputs.data(), mean.data()]);
      tf.dispose([outputs, mean]);
      losses += meanLoss! * indices.length;
      indices.forEach((index, row) => {
        const own = (rows as Float32Array).subarray(row * outputSize, (row + 1) * outputSize);
        hits += hitShare(own, examples.labels, index, this.#graph);
      });
    }
    return { loss: losses / examples.count, accuracy: hits / examples.count };
  }

  async predict(examples: GraphExamples, statistics: Statistics): Promise<Float32Array> {
    const { outputSize } = this.#graph;
    const all = new Float32Array(examples.count * outputSize);
    for (const indices of slices(examples, statistics)) {
      const outputs = tf.tidy(() => this.#outputs(this.#inputsAt(examples, indices), inference(statistics)));
      all.set(await outputs.data<'float32'>(), indices[0]! * outputSize);
      outputs.dispose();
    }
    return all;
  }

  /** The compiled kernels look into the step; up to rounding, they see what TensorFlow.js would. */
  async observe(
    examples: GraphExamples,
    indices: Uint32Array,
    options: ObservationOptions,
  ): Promise<GraphObservation> {
    return (await this.#compiled('LayeredNet.observe')).observe(examples, indices, options);
  }

  async recalibrate(examples: GraphExamples, options: { keep: number }): Promise<void> {
    const graph = await this.#compiled('LayeredNet.recalibrate');
    graph.recalibrate(examples, options);
    this.setState(graph.getState());
  }

  async getState(): Promise<GraphValues> {
    const step = this.#step;
    const layers = await readVariables(this.#variables);
    const kept = await Promise.all(this.#slots.map(readVariables));
    const slots = kept.map((slot) => this.#withZeros(slot));
    return { step, layers, ...(slots.length > 0 ? { slots } : {}) };
  }

  setState({ step, layers, slots }: GraphValues): void {
    this.#step = step;
    assign(this.#variables, layers);
    this.#slots.forEach((slot, index) => assign(slot, slots?.[index]));
  }

  async keepState(): Promise<() => void> {
    const state = await this.getState();
    return () => this.setState(state);
  }

  whyUnusable(): string | undefined {
    const variables = [this.#variables, ...this.#slots].flatMap((layers) =>
      Object.values(layers).flatMap((roles) => Object.values(roles)),
    );
    return whyUnusable(this.backend, variables);
  }

  dispose(): void {
    tf.dispose(this.#variables);
    tf.dispose(this.#slots as never);
    this.#losses.dispose();
  }

  async #compiled(caller: string): Promise<CompiledGraph> {
    return CompiledGraph.create(this.#description, { values: await this.getState(), caller });
  }

  /** The optimizer keeps nothing of what it does not change. */
  #withZeros(slot: GraphValues['layers']): GraphValues['layers'] {
    const all: { [layer: string]: { [role: string]: Float32Array } } = {};
    for (const { layer, role, shape } of this.#parameters) {
      (all[layer] ??= {})[role] = slot[layer]?.[role] ?? new Float32Array(tf.util.sizeFromShape([...shape]));
    }
    return all;
  }

  #outputs(inputs: tf.Tensor, pass: TensorPass): tf.Tensor {
    const results = new Map<object, tf.Tensor>();
    const { nodes, output } = this.#graph;
    for (const node of nodes) {
      const read = node.inputs.length === 0 ? [inputs] : node.inputs.map((input) => results.get(input)!);
      results.set(node, applyLayer(node, read, this.#variables[node.name] ?? {}, pass));
    }
    return results.get(output)!;
  }

  #loss(outputs: tf.Tensor, targets: tf.Tensor): tf.Scalar {
    return tensorLoss(outputs, targets, this.#graph.loss);
  }

  /** One step of the optimizer. A parameter that the loss does not depend on has a gradient of zeros. */
  #update(batchLoss: () => tf.Scalar, learningRate: number): tf.Scalar {
    const variables = this.#trained.map(({ layer, role }) => this.#variables[layer]![role]!);
    this.#step += 1;
    if (variables.length === 0) return batchLoss();
    const { value, grads } = tf.engine().gradients(batchLoss, variables, undefined, true);
    const gradients = variables.map((variable, index) => grads[index] ?? tf.zerosLike(variable));
    const { optimizer } = this.#graph;
    const clipped = clipGradients(gradients, optimizer);
    this.#trained.forEach(({ layer, role }, index) => {
      const slots = this.#slots.map((slot) => slot[layer]![role]!);
      const isWeights = role === 'weights';
      const how = { optimizer, learningRate, step: this.#step, isWeights };
      updateVariable(variables[index]!, clipped[index]!, slots, how);
    });
    return value;
  }

  #batchAt(examples: GraphExamples, indices: Uint32Array): { inputs: tf.Tensor; targets: tf.Tensor } {
    const { outputSize, output } = this.#graph;
    const targets = new Float32Array(indices.length * outputSize);
    indices.forEach((index, row) => {
      const target = targets.subarray(row * outputSize, (row + 1) * outputSize);
      writeTarget(target, examples.labels, index, this.#graph);
    });
    return {
      inputs: this.#inputsAt(examples, indices),
      targets: tf.tensor(targets, [indices.length, ...writtenShape(output.shape)]),
    };
  }

  #inputsAt({ inputs }: GraphExamples, indices: Uint32Array): tf.Tensor {
    const { nodes, inputSize } = this.#graph;
    const rows = inputsAt({ inputs, inputSize }, indices);
    return tf.tensor(rows, [indices.length, ...writtenShape(nodes[0]!.shape)]);
  }
}

function zeros(parameters: readonly GraphParameter[]): Variables {
  const variables: Variables = {};
  for (const { layer, role, shape } of parameters) {
    (variables[layer] ??= {})[role] = tf.tidy(() => tf.variable(tf.zeros([...shape]), true));
  }
  return variables;
}

/** Gives variables these values, or zeros. */
function assign(variables: Variables, layers: GraphValues['layers'] | undefined): void {
  for (const [layer, roles] of Object.entries(variables)) {
    for (const [role, variable] of Object.entries(roles)) {
      const values = layers?.[layer]![role];
      tf.tidy(() =>
        variable.assign(values ? tf.tensor(ownFloats(values), variable.shape) : tf.zerosLike(variable)),
      );
    }
  }
}

async function readVariables(variables: Variables): Promise<GraphValues['layers']> {
  const layers = await Promise.all(
    Object.entries(variables).map(async ([layer, roles]) => [layer, await readAll(roles)] as const),
  );
  return Object.fromEntries(layers);
}

function inference(mode: Statistics): TensorPass {
  return { mode, step: 0, lanes: [], ghostBatchSize: undefined };
}

function* slices({ count }: GraphExamples, statistics: Statistics): Generator<Uint32Array> {
  for (const [start, end] of inferenceSlices(count, statistics, INFERENCE_BATCH)) {
    yield Uint32Array.from({ length: end - start }, (_, index) => start + index);
  }
}
