import * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';
import type { Batches } from './batches';

/** How `recalibrate` and `adaptStatistics` go through the data. */
export interface PassOptions {
  /**
   * Examples that go through the model at once. Default 32. Without effect on the result of exact passes; those of one pass
   * should be as large as memory allows.
   */
  batchSize?: number;
  /**
   * `'exact'`: a pass over the data for each layer, in the order of the model. Each layer then gets the statistics of exactly
   * what it gets in prediction. `'one'`: a single pass for all layers, in which each normalizes with the statistics of the
   * batch at hand, as in training; as cheap as one prediction. Default `'exact'`.
   */
  passes?: 'exact' | 'one';
}

/** The names of the options of {@link PassOptions}. */
export const passOptionNames = ['batchSize', 'passes'] as const;

/** The arguments common to all passes over the data. */
export interface PassesRun {
  functionName: string;
  model: tfl.LayersModel;
  batches: Batches;
  batchSize: number;
  prior: number;
}

/** share * measured + (1 - share) * old, where a share of 1 asks nothing of what is old. */
export function averaged(weight: tfl.LayerVariable, measured: tf.Tensor, share: number): tf.Tensor {
  if (share === 1) return measured.clone();
  const old = tf.reshape(weight.read(), measured.shape);
  return tf.add(old, tf.mul(tf.sub(measured, old), share));
}
