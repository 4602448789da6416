import type { Activation, BatchNormPlacement } from '@bnlab/layers';

/** Everything but the seed that defines a run; with the seed, all that is needed to repeat it. */
export interface RunSettings {
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
  /** Another number draws other weights and batches from the same seed. Default 0. */
  readonly repeat?: number;
  /** Images to learn from: the first so many of the 55,000. Default all. */
  readonly trainingImages?: number;
  /** Default `'before-activation'`. */
  readonly placement?: BatchNormPlacement;
  /** Share of the old value that the population averages keep at each step. Default 0.99. */
  readonly momentum?: number;
  /** Default 1e-3. */
  readonly epsilon?: number;
}
