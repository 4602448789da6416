import type { Statistics } from '@bnlab/layers';
import type { DataRecord } from './data-record';
import type { RunSettings } from './run-settings';

/** Guesses of a trained network on single images, one at a time. */
export interface Guesses {
  /** The statistics of batch norm: the population's mean and variance, or those of the one image. */
  statistics: Statistics;
  /** The true class of each image. */
  digits: number[];
  /** The predicted class of each image. */
  guesses: number[];
  /** Share of right guesses. */
  accuracy: number;
}

/** How the values before each hidden layer's activation were distributed as training went. */
export interface PreactivationRecord {
  /** The share of the values below each quantile, in [0, 1]. */
  shares: number[];
  /** Batches trained at each look. */
  steps: number[];
  /** Of each hidden layer, at each of {@link steps}, the quantiles at {@link shares}; null is not a finite number. */
  layers: (number | null)[][][];
}

/** How one network's training went. */
export interface NetworkRecord {
  /** `'With Batch Norm'` or `'Without Batch Norm'`; another normalization has its own name. */
  name: string;
  /** Whether it is the normalized one, with batch norm or what the settings have instead. */
  batchNorm: boolean;
  /** Batches trained when validation accuracy was measured; the first is 0. */
  steps: number[];
  /** Accuracy on the validation images with population statistics, in [0, 1]; one for each of {@link steps}. */
  validationAccuracy: number[];
  finalValidationAccuracy: number;
  /** The highest of the validation accuracies, and the first step that had it. */
  peak?: { validationAccuracy: number; step: number };
  testAccuracy: number;
  /** Mean cross-entropy on the test images after training; null if it is not a finite number. */
  testLoss?: number | null;
  /**
   * Accuracy and loss after training on images that were learned from: the first ones, as many as there are validation
   * images.
   */
  trainingAccuracy?: number;
  trainingLoss?: number | null;
  /** Training steps per second, without the measurements of accuracy. */
  stepsPerSecond: number;
  /** Whether the loss became infinite or not a number. */
  diverged: boolean;
  /** With `batchesPerObservation`. */
  preactivations?: PreactivationRecord;
  /** In the experiments that predict single images. */
  predictions?: Guesses;
}

/** The engine, machine and versions of a run. */
export interface RunEnvironment {
  engine: string;
  backend: string;
  node?: string;
  platform?: string;
  cpu?: string;
  /** Whether V8 was asked to join neighbouring vector operations, which changes speeds and no other number. */
  revectorized?: true;
  versions: Record<string, string>;
  /** The commit of this repository that was run, with `-dirty` if files were changed; none for a released package. */
  commit?: string;
}

/**
 * One experiment, run once: plain JSON that can be saved, merged, drawn and compared. `run-record.schema.json` in this
 * package says the same as a JSON Schema.
 */
export interface RunRecord {
  schema: 1;
  preset: string;
  seed: number;
  settings: RunSettings;
  environment: RunEnvironment;
  /** Records of early versions, all of MNIST, do not say. */
  data?: DataRecord;
  networks: NetworkRecord[];
  /** SHA-256 of the record's JSON without this field, names sorted, no white space. Early records have none. */
  checksum?: string;
}
