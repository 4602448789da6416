import type { BatchNormWarning } from './batch-norm-warnings';

/** The smallest and the largest of some values, NaN if one of them is. */
export interface ValueRange {
  min: number;
  max: number;
}

/** What there is to know about the batch norm layers of a model. */
export interface BatchNormSummary {
  /** One entry a layer, in the order of the model. */
  layers: BatchNormLayerSummary[];
  /** A table of the layers with the warnings below it. */
  toString(): string;
}

/** What there is to know about one batch norm layer. */
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
  batch?: { mean: ValueRange; variance: ValueRange; /** Values a channel. */ count: number };
  /** What is wrong with it; empty if nothing is. */
  warnings: BatchNormWarning[];
}
