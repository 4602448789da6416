import type { TrainingOptions, TrainingProgress } from '@bnlab/layers';
import type { BatchStream, Dataset } from '@bnlab/mnist';
import type { LayerFrame } from '../layer-frame';

/** Which mean and variance batch norm reads images with: the averages of training, or those of the images themselves. */
export type ReadingStatistics = 'population' | 'batch';

/** What a hidden layer gives to its batch norm, or to its activation where it has none. */
export interface LayerInputs {
  /** [images, places, units] row by row; a fully connected layer has one place, a convolution one per pixel of its map. */
  values: Float32Array;
  places: number;
  units: number;
  gamma?: Float32Array;
  beta?: Float32Array;
}

/** A network that trains in the page, whatever its layers are. */
export interface LiveNetwork<Snapshot = unknown> {
  readonly engine: string;
  train(stream: BatchStream, options: TrainingOptions): AsyncGenerator<TrainingProgress, void>;
  evaluate(images: Dataset): Promise<{ accuracy: number; loss: number }>;
  /** Logits, ten per image. */
  predict(images: Uint8Array | Dataset, options?: { statistics?: ReadingStatistics }): Promise<Float32Array>;
  /** The hidden layers in a step on the first training images; none where the engine does not show them. */
  look(train: Dataset): Promise<LayerFrame[]>;
  /** What hidden layer `layer` works on when these images are one batch of training. */
  inputsOf(layer: number, images: Dataset): Promise<LayerInputs>;
  /** All that training has made of the network. */
  snapshot(): Promise<Snapshot>;
  restore(snapshot: Snapshot): void;
  /** The size of a snapshot. */
  readonly snapshotBytes: number;
  /** Of all that the network has learned. */
  digest(): Promise<string>;
  dispose(): void;
}
