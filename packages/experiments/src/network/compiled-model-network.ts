import type { CompiledModel, Evaluation, Statistics, TrainingProgress } from '@bnlab/layers';
import type { BatchStream, Dataset } from '@bnlab/mnist';
import type { NetworkTraining, TrainableNetwork } from './trainable-network';

/** A model of TensorFlow.js layers that the compiled engine trains. */
export class CompiledModelNetwork implements TrainableNetwork {
  readonly engine = 'compiled';
  readonly backend = 'wasm';
  #model: CompiledModel | undefined;

  constructor(model: CompiledModel) {
    this.#model = model;
  }

  train(
    batches: BatchStream,
    { learningRate, trainingBatches, batchSize, batchesPerSample, validation, signal }: NetworkTraining,
  ): AsyncGenerator<TrainingProgress, void> {
    const options = { learningRate, trainingBatches, batchSize, batchesPerSample, validation, signal };
    return this.#running.train(batches, options);
  }

  evaluate(images: Dataset, options: { statistics?: Statistics } = {}): Promise<Evaluation> {
    return this.#running.evaluate(images, options);
  }

  predict(images: Dataset, options: { statistics?: Statistics } = {}): Promise<Float32Array> {
    return this.#running.predict(images, options);
  }

  /** Lets go of the memory; it is freed with the garbage. */
  dispose(): void {
    this.#model = undefined;
  }

  get #running(): CompiledModel {
    if (!this.#model) throw new Error('CompiledModelNetwork: the network has been disposed of');
    return this.#model;
  }
}
