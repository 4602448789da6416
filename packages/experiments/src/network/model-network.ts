import {
  type Evaluation,
  type ExampleStream,
  type Losses,
  type Statistics,
  train,
  type TrainingEngine,
  type TrainingProgress,
} from '@bnlab/layers';
import type { BatchStream, Dataset } from '@bnlab/mnist';
import * as tf from '@tensorflow/tfjs';
import type { RunSettings } from '../record/run-settings';
import type { NetworkTraining, TrainableNetwork } from './trainable-network';

/** Images that pass through the model at once where batches do not matter. */
const INFERENCE_BATCH = 500;

/** Momentum of the optimizer of that name. */
export const OPTIMIZER_MOMENTUM = 0.9;

/** Whether a weight of a model multiplies inputs: it is drawn from the seed, and decays. */
export function isKernel({ name }: tf.LayerVariable): boolean {
  return /(^|[/_])kernel(_\d+)?$/.test(name);
}

/** Trains a model of TensorFlow.js layers, pixels to logits, as a `NeuralNet` trains: for what no `NeuralNet` can be. */
export class ModelNetwork implements TrainableNetwork {
  readonly engine = 'tfjs';
  readonly backend = tf.getBackend();
  readonly #model: tf.LayersModel;
  readonly #kind: RunSettings['optimizer'];
  readonly #weightDecay: number;
  #optimizer: tf.Optimizer | undefined;
  #step = 0;
  /** Of the steps whose losses have not been read. */
  #losses: tf.Scalar[] = [];

  /** Takes over the model: it is disposed of with the network. */
  constructor(
    model: tf.LayersModel,
    { optimizer, weightDecay = 0 }: Pick<RunSettings, 'optimizer' | 'weightDecay'>,
  ) {
    this.#model = model;
    this.#kind = optimizer;
    this.#weightDecay = weightDecay;
  }

  train(
    batches: BatchStream,
    { learningRate, trainingBatches, batchSize, batchesPerSample, validation, signal }: NetworkTraining,
  ): AsyncGenerator<TrainingProgress, void> {
    const options = { learningRate, trainingBatches, batchSize, batchesPerSample, validation, signal };
    const count = () => this.#step;
    const engine: TrainingEngine<Dataset> = {
      get step() {
        return count();
      },
      trainStep: (images, indices, rate) => this.#trainStep(images, indices, rate),
      readLosses: () => this.#readLosses(),
      evaluate: (images) => this.evaluate(images),
      keepState: () => this.#keepWeights(),
    };
    return train(engine, batches as ExampleStream<Dataset>, options);
  }

  async evaluate(images: Dataset, { statistics }: { statistics?: Statistics } = {}): Promise<Evaluation> {
    checkStatistics(statistics);
    let [correct, loss] = [0, 0];
    for (const [start, end] of slices(images)) {
      const sums = tf.tidy(() => {
        const logits = this.#logits(images, start, end);
        const labels = tf.tensor2d(images.oneHotLabels(start, end), [end - start, images.classes]);
        const hits = tf.equal(tf.argMax(logits, 1), tf.argMax(labels, 1)).sum().toFloat();
        return tf.stack([hits, tf.mul(meanLoss(labels, logits), end - start)]);
      });
      const [hits, losses] = await sums.data();
      sums.dispose();
      correct += hits!;
      loss += losses!;
    }
    return { accuracy: correct / images.count, loss: loss / images.count };
  }

  async predict(images: Dataset, { statistics }: { statistics?: Statistics } = {}): Promise<Float32Array> {
    checkStatistics(statistics);
    const logits = new Float32Array(images.count * images.classes);
    for (const [start, end] of slices(images)) {
      const part = tf.tidy(() => this.#logits(images, start, end));
      logits.set(await part.data<'float32'>(), start * images.classes);
      part.dispose();
    }
    return logits;
  }

  dispose(): void {
    tf.dispose(this.#losses.splice(0));
    this.#optimizer?.dispose();
    this.#model.dispose();
  }

  /** The optimizer keeps the learning rate of its first step. */
  #trainStep(images: Dataset, indices: Uint32Array, learningRate: number): void {
    this.#optimizer ??= createOptimizer(this.#kind, learningRate);
    const loss = tf.tidy(() => {
      const { inputs, labels } = batchAt(images, indices);
      const batchLoss = () => meanLoss(labels, this.#model.apply(inputs, { training: true }) as tf.Tensor);
      const parameters = this.#model.trainableWeights.map((weight) => weight.read() as tf.Variable);
      const { value, grads } = this.#optimizer!.computeGradients(batchLoss, parameters);
      this.#optimizer!.applyGradients(this.#decayed(grads));
      return value;
    });
    this.#losses.push(loss);
    this.#step += 1;
  }

  /** The gradients, with the decay of the weights in them. */
  #decayed(gradients: tf.NamedTensorMap): tf.NamedTensorMap {
    if (this.#weightDecay === 0) return gradients;
    const decays = this.#model.trainableWeights.filter(isKernel).map((weight) => {
      const variable = weight.read() as tf.Variable;
      return [variable.name, gradients[variable.name]!.add(variable.mul(this.#weightDecay))] as const;
    });
    return { ...gradients, ...Object.fromEntries(decays) };
  }

  async #readLosses(): Promise<Losses> {
    const values = await readAll(this.#losses.splice(0));
    return { loss: values.at(-1)!, diverged: !values.every(Number.isFinite) };
  }

  /** Remembers the weights. What the optimizer keeps goes on. */
  async #keepWeights(): Promise<() => void> {
    const kept = await Promise.all(this.#model.weights.map((weight) => weight.read().data()));
    return () =>
      tf.tidy(() => {
        this.#model.weights.forEach((weight, i) =>
          weight.write(tf.tensor(kept[i]!, weight.shape as number[])),
        );
      });
  }

  #logits(images: Dataset, start: number, end: number): tf.Tensor {
    const inputs = tf.tensor2d(images.images(start, end), [end - start, images.inputSize]);
    return this.#model.apply(inputs, { training: false }) as tf.Tensor;
  }
}

function createOptimizer(kind: RunSettings['optimizer'] = 'sgd', learningRate: number): tf.Optimizer {
  if (kind === 'adam') return tf.train.adam(learningRate);
  return kind === 'momentum'
    ? tf.train.momentum(learningRate, OPTIMIZER_MOMENTUM)
    : tf.train.sgd(learningRate);
}

function batchAt(images: Dataset, indices: Uint32Array): { inputs: tf.Tensor; labels: tf.Tensor } {
  const { inputSize, classes } = images;
  const pixels = new Float32Array(indices.length * inputSize);
  indices.forEach((index, row) => pixels.set(images.images(index, index + 1), row * inputSize));
  const labels = tf.tensor1d(
    Int32Array.from(indices, (index) => images.labels[index]!),
    'int32',
  );
  return {
    inputs: tf.tensor2d(pixels, [indices.length, inputSize]),
    labels: tf.oneHot(labels, classes).toFloat(),
  };
}

/** Reads scalars, and disposes of them. */
async function readAll(scalars: readonly tf.Scalar[]): Promise<number[]> {
  const values = await Promise.all(scalars.map((scalar) => scalar.data<'float32'>()));
  tf.dispose([...scalars]);
  return values.map(([value]) => value!);
}

function meanLoss(labels: tf.Tensor, logits: tf.Tensor): tf.Scalar {
  return tf.losses.softmaxCrossEntropy<tf.Tensor, tf.Scalar>(labels, logits);
}

/** A batch of one needs its own statistics only in the lesson's experiments, which a `NeuralNet` runs. */
function checkStatistics(statistics: Statistics = 'population'): void {
  if (statistics === 'population') return;
  throw new RangeError(
    `ModelNetwork: statistics must be population, got ${statistics}; leave out the settings that no NeuralNet has`,
  );
}

function* slices({ count }: Dataset): Generator<[start: number, end: number]> {
  for (let start = 0; start < count; start += INFERENCE_BATCH)
    yield [start, Math.min(start + INFERENCE_BATCH, count)];
}
