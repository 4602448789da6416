import * as tf from '@tensorflow/tfjs';
import type { Engine, Evaluation, Statistics } from './engine';
import { inputsAt, inputsBetween, type Examples } from './examples';
import { hiddenLayer, outputLayer, type LayerVariables, type Pass } from './fully-connected';
import type { NetworkDescription } from './network-description';
import type { LayerState, NetworkState } from './network-state';

/** Examples that pass through the network at once when batches do not matter: enough to be fast, little memory. */
const INFERENCE_BATCH = 1000;

/** Runs a network on TensorFlow.js, on the backend that was set when the engine was made. */
export class TfjsEngine implements Engine {
  readonly backend = tf.getBackend();
  readonly #description: NetworkDescription;
  readonly #layers: LayerVariables[];
  readonly #trainable: tf.Variable[];
  #step: number;
  #loss: tf.Scalar | undefined;

  constructor(description: NetworkDescription, state: NetworkState) {
    this.#description = description;
    this.#layers = state.layers.map(createVariables);
    this.#trainable = this.#layers.flatMap(variablesOf).filter(({ trainable }) => trainable);
    this.#step = state.step;
  }

  trainStep(examples: Examples, indices: Uint32Array, learningRate: number): void {
    const loss = tf.tidy(() => {
      const inputs = tf.tensor2d(inputsAt(examples, indices), [indices.length, examples.inputSize]);
      const labels = this.#oneHot(Uint8Array.from(indices, (index) => examples.labels[index]!));
      const batchLoss = () =>
        tf.losses.softmaxCrossEntropy<tf.Tensor, tf.Scalar>(labels, this.#logits(inputs, 'training'));
      const { value, grads } = tf.variableGrads(batchLoss, this.#trainable);
      for (const variable of this.#trainable) {
        const gradient = grads[variable.name]!;
        variable.assign(tf.sub(variable, tf.mul(learningRate, gradient)));
      }
      return value;
    });
    this.#loss?.dispose();
    this.#loss = tf.keep(loss);
    this.#step += 1;
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
    return { step: this.#step, layers: await Promise.all(this.#layers.map(readVariables)) };
  }

  setState({ step, layers }: NetworkState): void {
    this.#step = step;
    layers.forEach((layer, index) => assignVariables(this.#layers[index]!, layer));
  }

  dispose(): void {
    tf.dispose(this.#layers.flatMap(variablesOf));
    this.#loss?.dispose();
    this.#loss = undefined;
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

function createVariables({ weights, ...vectors }: LayerState): LayerVariables {
  const vector = (values: Float32Array, trainable = true) =>
    tf.tidy(() => tf.variable(tf.tensor1d(values), trainable));
  const matrix = tf.tidy(() => tf.variable(tf.tensor2d(weights.values, [weights.rows, weights.columns])));
  const { bias, gamma, beta, populationMean, populationVariance } = vectors;
  if (bias) return { weights: matrix, bias: vector(bias) };
  return {
    weights: matrix,
    normalization: {
      gamma: vector(gamma!),
      beta: vector(beta!),
      populationMean: vector(populationMean!, false),
      populationVariance: vector(populationVariance!, false),
    },
  };
}

function variablesOf({ weights, bias, normalization }: LayerVariables): tf.Variable[] {
  if (!normalization) return [weights, bias!];
  const { gamma, beta, populationMean, populationVariance } = normalization;
  return [weights, gamma, beta, populationMean, populationVariance];
}

async function readVariables({ weights, bias, normalization }: LayerVariables): Promise<LayerState> {
  const [rows, columns] = weights.shape as [number, number];
  // Backends may hand out their own memory: a state must not change when training goes on.
  const read = async (variable: tf.Variable) => (await variable.data<'float32'>()).slice();
  const matrix = { rows, columns, values: await read(weights) };
  if (!normalization) return { weights: matrix, bias: await read(bias!) };
  return {
    weights: matrix,
    gamma: await read(normalization.gamma),
    beta: await read(normalization.beta),
    populationMean: await read(normalization.populationMean),
    populationVariance: await read(normalization.populationVariance),
  };
}

function assignVariables({ weights, bias, normalization }: LayerVariables, state: LayerState): void {
  const assign = (variable: tf.Variable, values: Float32Array) =>
    tf.tidy(() => variable.assign(tf.tensor(values, variable.shape)));
  assign(weights, state.weights.values);
  if (!normalization) return assign(bias!, state.bias!);
  assign(normalization.gamma, state.gamma!);
  assign(normalization.beta, state.beta!);
  assign(normalization.populationMean, state.populationMean!);
  assign(normalization.populationVariance, state.populationVariance!);
}
