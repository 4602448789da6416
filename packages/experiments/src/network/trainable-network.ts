import type { Evaluation, NeuralNet, Statistics, TrainingOptions, TrainingProgress } from '@bnlab/layers';
import type { BatchStream, Dataset } from '@bnlab/mnist';

export interface NetworkTraining extends Omit<TrainingOptions, 'validation'> {
  validation?: Dataset;
}

/** A network as a run uses it: a `NeuralNet`, or a model of TensorFlow.js layers. */
export interface TrainableNetwork extends Pick<NeuralNet, 'engine' | 'backend' | 'dispose'> {
  /** As `NeuralNet.train`. */
  train(batches: BatchStream, options: NetworkTraining): AsyncGenerator<TrainingProgress, void>;
  evaluate(images: Dataset, options?: { statistics?: Statistics }): Promise<Evaluation>;
  /** Logits, [images, classes] row by row. */
  predict(images: Dataset, options?: { statistics?: Statistics }): Promise<Float32Array>;
  /** Only networks of the compiled engine can tell. */
  readonly observe?: NeuralNet['observe'];
}
