import type { Activation, BatchNormPlacement } from '@bnlab/layers';

/** A kind of normalization that a network may have. */
export type Normalization = 'batch' | 'ghost' | 'renorm' | 'group';

/** Everything but the seed that defines a run; with the seed, all that is needed to repeat it. */
export interface RunSettings {
  /** Units per layer: inputs, hidden layers, classes. */
  readonly layerSizes: readonly number[];
  readonly activation: Activation;
  readonly learningRate: number;
  /** Standard deviation of the starting weights around 0. */
  readonly standardDeviation: number;
  readonly trainingBatches: number;
  /** Images per batch. */
  readonly batchSize: number;
  /** Batches between two measurements of validation accuracy. */
  readonly batchesPerSample: number;
  /** The name of the images. Default `'mnist'`. */
  readonly data?: string;
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
  /** Gradient descent, plain or with a momentum of 0.9, or Adam. Default `'sgd'`. */
  readonly optimizer?: 'sgd' | 'momentum' | 'adam';
  /** Times each weight, is added to the weight's gradient. Biases, gamma and beta do not decay. Default 0. */
  readonly weightDecay?: number;
  /**
   * The normalization of the normalized network: batch norm, batch norm of parts of the batch, batch renormalization, or
   * group norm. Default `'batch'`.
   */
  readonly normalization?: Normalization;
  /** Images that are normalized together, for normalization `'ghost'`. Default 16. */
  readonly ghostBatchSize?: number;
  /** Share of each hidden layer's outputs that a training step leaves out, in [0, 1). Default 0. */
  readonly dropout?: number;
  /**
   * The kind of the hidden layers. `'convolutional'`: 3x3 convolutions with so many feature maps as `layerSizes` has units,
   * every third with stride 2, then one dense layer. `'residual'`: one 3x3 convolution, then blocks of two whose result is
   * added to what they read; where the feature maps change, a block has stride 2; then the mean of each map.
   * `'recurrent'`: LSTM layers that read an image row by row. Default `'dense'`.
   */
  readonly network?: 'dense' | 'convolutional' | 'residual' | 'recurrent';
  /**
   * `'glorot'`: the deviation of a layer's starting weights is {@link standardDeviation} divided by the root of the mean
   * of its inputs and outputs. `'he'`: divided by the root of half its inputs. Default `'none'`.
   */
  readonly weightScaling?: 'none' | 'glorot' | 'he';
  /**
   * Batches between two looks at how the hidden layers' values are distributed: a multiple of
   * {@link batchesPerSample}. Default: none are taken.
   */
  readonly batchesPerObservation?: number;
}
