import { ArgumentError } from '@bnlab/arguments';
import { completeOptimizer, type CompleteOptimizer } from '@bnlab/kernels';
import * as tf from '@tensorflow/tfjs-core';
import { activate } from './activation';
import type { Engine, Evaluation, Losses, Statistics } from './engine';
import { inputsAt, inputsBetween, type Examples } from './examples';
import { DeviceLosses } from './device-losses';
import { checkedLayer } from './fully-connected/checked-layer';
import type { FullyConnected, FullyConnectedLayer, LayerPass } from './fully-connected/fully-connected';
import { assignVariables, parameterNames, readAll, readVariables } from './fully-connected/layer-variables';
import { inferenceSlices } from './inference-slices';
import type { NetworkDescription } from './network-description';
import type { LayerSlots, LayerState, NetworkState } from './network-state';
import { assignSlots, createSlots, type SlotVariables } from './optimizer-slots';
import { updateVariable } from './tfjs-optimizer';
import { whyUnusable } from './why-unusable';

/** Examples that pass through the network at once when batches do not matter: enough to be fast, little memory. */
const INFERENCE_BATCH = 1000;

/** The parameters that are learned in one place, and the values that the optimizer keeps of them. */
interface Parameter {
  readonly layer: number;
  readonly name: keyof LayerSlots;
  readonly variable: tf.Variable;
  readonly slots: readonly tf.Variable[];
}

/** Runs a network on TensorFlow.js, on the backend that was set when the engine was made. */
export class TfjsEngine implements Engine {
  readonly name = 'tfjs';
  readonly backend = tf.getBackend();
  readonly #description: NetworkDescription;
  readonly #layers: FullyConnectedLayer[] = [];
  /** The variables that the optimizer changes. */
  readonly #parameters: Parameter[] = [];
  /** The values that the optimizer keeps per layer. */
  readonly #slots: SlotVariables[][];
  readonly #optimizer: CompleteOptimizer;
  readonly #losses = new DeviceLosses();
  #step: number;

  /** @throws ArgumentError if `fullyConnected` makes something that is no layer. */
  constructor(description: NetworkDescription, state: NetworkState, fullyConnected: FullyConnected) {
    this.#description = description;
    this.#optimizer = completeOptimizer('NeuralNet', description.optimizer);
    this.#slots = state.layers.map(createSlots);
    this.#step = state.step;
    try {
      this.#connect(state.layers, fullyConnected);
    } catch (error) {
      this.dispose();
      throw error;
    }
  }

  get step(): number {
    return this.#step;
  }

  trainStep(examples: Examples, indices: Uint32Array, learningRate: number): void {
    this.#losses.add(indices.length, () => {
      const inputs = tf.tensor2d(inputsAt(examples, indices), [indices.length, examples.inputSize]);
      const labels = this.#oneHot(Uint8Array.from(indices, (index) => examples.labels[index]!));
      const batchLoss = () =>
        tf.losses.softmaxCrossEntropy<tf.Tensor, tf.Scalar>(labels, this.#logits(inputs, 'training'));
      return { loss: this.#update(batchLoss, learningRate) };
    });
  }

  async readLosses(): Promise<Losses> {
    const { loss, diverged } = await this.#losses.read();
    return { loss, diverged };
  }

  async evaluate(examples: Examples, statistics: Statistics): Promise<Evaluation> {
    let [correct, loss] = [0, 0];
    for (const [start, end] of inferenceSlices(examples.count, statistics, INFERENCE_BATCH)) {
      const sums = tf.tidy(() => {
        const logits = this.#logitsBetween(examples, start, end, statistics);
        const labels = this.#oneHot(examples.labels.subarray(start, end));
        const hits = tf.cast(tf.sum(tf.equal(tf.argMax(logits, 1), tf.argMax(labels, 1))), 'float32');
        const mean = tf.losses.softmaxCrossEntropy<tf.Tensor, tf.Scalar>(labels, logits);
        return tf.stack([hits, tf.mul(mean, end - start)]);
      });
      const [hits, losses] = await sums.data();
      sums.dispose();
      correct += hits!;
      loss += losses!;
    }
    return { accuracy: correct / examples.count, loss: loss / examples.count };
  }

  async predict(examples: Examples, statistics: Statistics): Promise<Float32Array> {
    const classes = this.#description.layerSizes.at(-1)!;
    const logits = new Float32Array(examples.count * classes);
    for (const [start, end] of inferenceSlices(examples.count, statistics, INFERENCE_BATCH)) {
      const part = tf.tidy(() => this.#logitsBetween(examples, start, end, statistics));
      logits.set(await part.data<'float32'>(), start * classes);
      part.dispose();
    }
    return logits;
  }

  async getState(): Promise<NetworkState> {
    const layers = this.#layers.map(async ({ variables }, index): Promise<LayerState> => {
      const layer = await readVariables(variables);
      const slots = await Promise.all(this.#slots[index]!.map((slot) => readAll(slot)));
      return slots.length > 0 ? { ...layer, slots: slots as unknown as LayerSlots[] } : layer;
    });
    return { step: this.#step, layers: await Promise.all(layers) };
  }

  setState({ step, layers }: NetworkState): void {
    this.#step = step;
    layers.forEach((layer, index) => {
      assignVariables(this.#layers[index]!.variables, layer);
      assignSlots(this.#slots[index]!, layer);
    });
  }

  async keepState(): Promise<() => void> {
    const state = await this.getState();
    return () => this.setState(state);
  }

  whyUnusable(): string | undefined {
    const variables = this.#parameters.flatMap(({ variable, slots }) => [variable, ...slots]);
    return whyUnusable(this.backend, variables);
  }

  dispose(): void {
    for (const layer of this.#layers) {
      layer.dispose?.();
      tf.dispose({ ...layer.variables });
    }
    tf.dispose(this.#slots);
    this.#losses.dispose();
  }

  #connect(states: readonly LayerState[], fullyConnected: FullyConnected): void {
    const { activation, placement, momentum, epsilon, ghostBatchSize } = this.#description;
    const output = {
      placement,
      momentum,
      epsilon,
      ...(ghostBatchSize === undefined ? {} : { ghostBatchSize }),
    };
    const hidden = { ...output, activation: (x: tf.Tensor2D) => activate(x, activation) as tf.Tensor2D };
    states.forEach((initial, layer) => {
      const options = layer === states.length - 1 ? output : hidden;
      const made = checkedLayer(fullyConnected, { initial, options, index: layer });
      this.#layers.push(made);
      for (const name of parameterNames) {
        const variable = made.variables[name];
        const slots = this.#slots[layer]!.map((slot) => slot[name]!);
        if (variable) this.#parameters.push({ layer, name, variable, slots });
      }
    });
  }

  /** One step of the optimizer. A parameter that the loss does not depend on stays as it is. */
  #update(batchLoss: () => tf.Scalar, learningRate: number): tf.Scalar {
    const variables = this.#parameters.map(({ variable }) => variable);
    const { value, grads } = tf.engine().gradients(batchLoss, variables, undefined, true);
    const gradients: readonly (tf.Tensor | undefined)[] = grads;
    const lost = this.#parameters.find(({ name }, i) => name === 'weights' && !gradients[i]);
    if (lost) {
      throw new ArgumentError(
        'NeuralNet.train',
        `the loss does not depend on the weights of layer ${lost.layer}; the apply of a fullyConnected ` +
          'function must compute with TensorFlow.js operations from input to output, not with values read out of tensors',
      );
    }
    this.#step += 1;
    const optimizer = this.#optimizer;
    this.#parameters.forEach(({ variable, slots }, i) => {
      const gradient = gradients[i];
      if (gradient) updateVariable(variable, gradient, slots, { optimizer, learningRate, step: this.#step });
    });
    return value;
  }

  #logits(inputs: tf.Tensor2D, pass: LayerPass): tf.Tensor2D {
    return this.#layers.reduce((x, layer) => layer.apply(x, pass), inputs);
  }

  #logitsBetween(examples: Examples, start: number, end: number, statistics: Statistics): tf.Tensor2D {
    const inputs = tf.tensor2d(inputsBetween(examples, start, end), [end - start, examples.inputSize]);
    return this.#logits(inputs, statistics);
  }

  #oneHot(labels: Uint8Array): tf.Tensor {
    const oneHot = tf.oneHot(
      tf.tensor1d(Int32Array.from(labels), 'int32'),
      this.#description.layerSizes.at(-1)!,
    );
    return tf.cast(oneHot, 'float32');
  }
}
