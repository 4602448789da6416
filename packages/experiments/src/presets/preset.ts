import type { Activation } from '@bnlab/layers';

/** What the lesson published for one network of an experiment. */
export interface PublishedResult {
  /** Final accuracies, in [0, 1]. */
  readonly validation: number;
  readonly test: number;
  readonly stepsPerSecond: number;
}

/** Everything but the seed that defines an experiment: one network, trained with and without batch norm. */
export interface Preset {
  readonly name: string;
  /** One line for people. */
  readonly title: string;
  /** Units a layer: inputs, hidden layers, classes. */
  readonly layerSizes: readonly number[];
  readonly activation: Activation;
  readonly learningRate: number;
  /** Deviation of the starting weights around 0. */
  readonly standardDeviation: number;
  readonly trainingBatches: number;
  /** Images a batch. */
  readonly batchSize: number;
  /** Batches between two measurements of validation accuracy. */
  readonly batchesPerSample: number;
  /** The lesson's own result, where it has one. */
  readonly lesson?: {
    readonly withoutBatchNorm: PublishedResult;
    readonly withBatchNorm: PublishedResult;
  };
}
