import type { BatchNormWarning } from './batch-norm-warnings';

/** The smallest and the largest of some values, NaN if one of them is. */
export interface ValueRange {
  min: number;
  max: number;
}

/** A summary of the batch norm layers of a model. */
export interface BatchNormSummary {
  /** One entry per layer, in the order of the model. */
  layers: BatchNormLayerSummary[];
  /** A table of the layers with the warnings below it. */
  toString(): string;
}

/** A summary of one batch norm layer. */
export interface BatchNormLayerSummary {
  /** The layer's name, after those of the models and wrappers that it is in. */
  path: string;
  /** How many channels there are. */
  channels: number;
  /** Whether its weights do not learn. */
  isFrozen: boolean;
  gamma?: ValueRange;
  beta?: ValueRange;
  /** Of the population. */
  mean: ValueRange;
  /** Of the population. */
  variance: ValueRange;
  /** The same of the batch, if one was given and reaches the layer. */
  batch?: { mean: ValueRange; variance: ValueRange; /** Values per channel. */ count: number };
  /** The problems found; empty if there are none. */
  warnings: BatchNormWarning[];
}
