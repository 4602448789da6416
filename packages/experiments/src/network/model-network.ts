import type { Evaluation, Statistics, TrainingProgress } from '@bnlab/layers';
import type { BatchStream, Dataset } from '@bnlab/mnist';
import * as tf from '@tensorflow/tfjs';
import type { RunSettings } from '../record/run-settings';
import type { NetworkTraining, TrainableNetwork } from './trainable-network';

/** Milliseconds of training between two looks at the rest of the program. */
const SLICE_MS = 50;

/** Images that pass through the model at once where batches do not matter. */
const INFERENCE_BATCH = 500;

/** Momentum of the optimizer of that name. */
export const OPTIMIZER_MOMENTUM = 0.9;

/** Trains a model of TensorFlow.js layers, pixels to logits, as a `NeuralNet` trains: for what no `NeuralNet` can be. */
export class ModelNetwork implements TrainableNetwork {
  readonly engine = 'tfjs';
  readonly backend = tf.getBackend();
  readonly #model: tf.Sequential;
  readonly #kind: RunSettings['optimizer'];
  #optimizer: tf.Optimizer | undefined;

  /** Takes over the model: it is disposed of with the network. */
  constructor(model: tf.Sequential, optimizer: RunSettings['optimizer']) {
    this.#model = model;
    this.#kind = optimizer;
  }

  async *train(
    batches: BatchStream,
    {
      learningRate,
      trainingBatches,
      batchSize = 60,
      batchesPerSample = 500,
      validation,
      signal,
    }: NetworkTraining,
  ): AsyncGenerator<TrainingProgress, void> {
    signal?.throwIfAborted();
    this.#optimizer ??= createOptimizer(this.#kind, learningRate);
    const measure = async (step: number) => {
      const due = step === trainingBatches || step % batchesPerSample === 0;
      return validation && due ? { validationAccuracy: (await this.evaluate(validation)).accuracy } : {};
    };
    let [trainingSeconds, diverged] = [0, false];
    yield { step: 0, diverged, ...(await measure(0)), trainingSeconds };
    for (let step = 0; step < trainingBatches;) {
      const start = performance.now();
      const nextSample = Math.min(trainingBatches, step + batchesPerSample - (step % batchesPerSample));
      const losses: tf.Scalar[] = [];
      do {
        losses.push(this.#trainStep(batches, batchSize));
        step += 1;
      } while (step < nextSample && performance.now() - start < SLICE_MS);
      const values = await readAll(losses);
      diverged ||= !values.every(Number.isFinite);
      trainingSeconds += (performance.now() - start) / 1000;
      await tf.nextFrame();
      signal?.throwIfAborted();
      yield { step, loss: values.at(-1), diverged, ...(await measure(step)), trainingSeconds };
    }
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
    this.#optimizer?.dispose();
    this.#model.dispose();
  }

  /** One step; returns the batch's loss before it. */
  #trainStep(batches: BatchStream, batchSize: number): tf.Scalar {
    const { images, labels } = batches.nextBatch(batchSize);
    const { inputSize, classes } = batches.examples;
    return tf.tidy(() => {
      const inputs = tf.tensor2d(images, [batchSize, inputSize]);
      const expected = tf.oneHot(tf.tensor1d(labels, 'int32'), classes).toFloat();
      const loss = () => meanLoss(expected, this.#model.apply(inputs, { training: true }) as tf.Tensor);
      const parameters = this.#model.trainableWeights.map((weight) => weight.read() as tf.Variable);
      return this.#optimizer!.minimize(loss, true, parameters)!;
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
