import * as tf from '@tensorflow/tfjs';
import type { Engine, Evaluation, Statistics } from './engine';
import { inputsAt, inputsBetween, type Examples } from './examples';
import { hiddenLayer, outputLayer, type LayerVariables, type Pass } from './fully-connected';
import type { NetworkDescription } from './network-description';
import type { LayerState, NetworkState } from './network-state';
import { updateVariable } from './tfjs-optimizer';
import {
  assignSlot,
  assignVariables,
  createSlot,
  createVariables,
  parametersOf,
  readSlot,
  readVariables,
  trainableOf,
  variablesOf,
  type SlotVariables,
} from './tfjs-variables';

/** Examples that pass through the network at once when batches do not matter: enough to be fast, little memory. */
const INFERENCE_BATCH = 1000;

/** Runs a network on TensorFlow.js, on the backend that was set when the engine was made. */
export class TfjsEngine implements Engine {
  readonly name = 'tfjs';
  readonly backend = tf.getBackend();
  readonly #description: NetworkDescription;
  readonly #layers: LayerVariables[];
  readonly #trainable: tf.Variable[];
  /** What the optimizer keeps of each layer. */
  readonly #slots: SlotVariables[][];
  #step: number;
  #loss: tf.Scalar | undefined;

  constructor(description: NetworkDescription, state: NetworkState) {
    this.#description = description;
    this.#layers = state.layers.map(createVariables);
    this.#trainable = this.#layers.flatMap(trainableOf);
    this.#slots = state.layers.map(({ weights, slots = [] }) =>
      slots.map((slot) => createSlot(slot, [weights.rows, weights.columns])),
    );
    this.#step = state.step;
  }

  trainStep(examples: Examples, indices: Uint32Array, learningRate: number): void {
    const loss = tf.tidy(() => {
      const inputs = tf.tensor2d(inputsAt(examples, indices), [indices.length, examples.inputSize]);
      const labels = this.#oneHot(Uint8Array.from(indices, (index) => examples.labels[index]!));
      const batchLoss = () =>
        tf.losses.softmaxCrossEntropy<tf.Tensor, tf.Scalar>(labels, this.#logits(inputs, 'training'));
      const { value, grads } = tf.variableGrads(batchLoss, this.#trainable);
      this.#update(grads, learningRate);
      return value;
    });
    this.#loss?.dispose();
    this.#loss = tf.keep(loss);
  }

  async readLoss(): Promise<number> {
    const [loss] = (await this.#loss?.data()) ?? [];
    if (loss === undefined) throw new Error('NeuralNet: there is no loss before the first training step');
    return loss;
  }

  async evaluate(examples: Examples, statistics: Statistics): Promise<Evaluation> {
    let [correct, loss] = [0, 0];
    for (const [start, end] of this.#slices(examples, statistics)) {
      const sums = tf.tidy(() => {
        const logits = this.#logitsBetween(examples, start, end, statistics);
        const labels = this.#oneHot(examples.labels.subarray(start, end));
        const hits = tf.equal(tf.argMax(logits, 1), tf.argMax(labels, 1)).sum().toFloat();
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
    for (const [start, end] of this.#slices(examples, statistics)) {
      const part = tf.tidy(() => this.#logitsBetween(examples, start, end, statistics));
      logits.set(await part.data<'float32'>(), start * classes);
      part.dispose();
    }
    return logits;
  }

  async getState(): Promise<NetworkState> {
    const layers = this.#layers.map(async (variables, index): Promise<LayerState> => {
      const layer = await readVariables(variables);
      const slots = await Promise.all(this.#slots[index]!.map(readSlot));
      return slots.length > 0 ? { ...layer, slots } : layer;
    });
    return { step: this.#step, layers: await Promise.all(layers) };
  }

  setState({ step, layers }: NetworkState): void {
    this.#step = step;
    layers.forEach((layer, index) => {
      assignVariables(this.#layers[index]!, layer);
      this.#slots[index]!.forEach((variables, slot) => assignSlot(variables, layer.slots?.[slot]));
    });
  }

  dispose(): void {
    tf.dispose(this.#layers.flatMap(variablesOf));
    tf.dispose(this.#slots.flat().flatMap((slot) => Object.values<tf.Variable>(slot)));
    this.#loss?.dispose();
    this.#loss = undefined;
  }

  #update(gradients: tf.NamedTensorMap, learningRate: number): void {
    this.#step += 1;
    const { optimizer } = this.#description;
    this.#layers.forEach((layer, index) => {
      for (const [name, parameter] of Object.entries(parametersOf(layer))) {
        const slots = this.#slots[index]!.map((slot) => slot[name as keyof SlotVariables]!);
        const gradient = gradients[parameter.name]!;
        updateVariable(parameter, gradient, slots, { optimizer, learningRate, step: this.#step });
      }
    });
  }

  #logits(inputs: tf.Tensor2D, pass: Pass): tf.Tensor2D {
    const hidden = this.#layers.slice(0, -1);
    const last = hidden.reduce((x, layer) => hiddenLayer(x, layer, this.#description, pass), inputs);
    return outputLayer(last, this.#layers.at(-1)!);
  }

  #logitsBetween(examples: Examples, start: number, end: number, statistics: Statistics): tf.Tensor2D {
    const inputs = tf.tensor2d(inputsBetween(examples, start, end), [end - start, examples.inputSize]);
    return this.#logits(inputs, statistics);
  }

  #oneHot(labels: Uint8Array): tf.Tensor {
    return tf.oneHot(tf.tensor1d(labels, 'int32'), this.#description.layerSizes.at(-1)!).toFloat();
  }

  /** With batch statistics all examples are one batch; otherwise they do not see each other and may be cut anywhere. */
  *#slices({ count }: Examples, statistics: Statistics): Generator<[start: number, end: number]> {
    const size = statistics === 'batch' ? count : INFERENCE_BATCH;
    for (let start = 0; start < count; start += size) yield [start, Math.min(start + size, count)];
  }
}
