import type * as tf from '@tensorflow/tfjs-core';
import type { BatchNormPlacement } from '../network-description';
import type { LayerState } from '../network-state';
import type { LayerVariables } from './layer-variables';

/**
 * The mode of batch norm in a pass through the network: `training` uses the batch's statistics and moves the population
 * averages, `population` uses those averages, `batch` uses the batch's statistics and moves nothing.
 */
export type LayerPass = 'training' | 'population' | 'batch';

/** The settings of a layer, without its values. */
export interface FullyConnectedOptions {
  /** The non-linearity, element by element. Absent for the output layer, which gives logits. */
  readonly activation?: (x: tf.Tensor2D) => tf.Tensor2D;
  /** Where a normalized layer normalizes. */
  readonly placement: BatchNormPlacement;
  /** Share of the old value that the population averages keep at each step, in [0, 1]. */
  readonly momentum: number;
  /** Added to the variance under the root; positive. */
  readonly epsilon: number;
  /** Examples whose statistics batch norm takes together in training. Absent: the whole batch. */
  readonly ghostBatchSize?: number;
}

/** One layer of a network on TensorFlow.js. */
export interface FullyConnectedLayer {
  /**
   * The parameters of the layer, by the names that its {@link LayerState} has for the same values, in the same
   * shapes. Weights, bias, gamma and beta are trainable, the population's statistics are not.
   */
  readonly variables: LayerVariables;
  /**
   * Runs the layer with TensorFlow.js operations, so that gradients reach the variables. Tensors that it makes are
   * disposed of by the network.
   *
   * @param input [batch, units before].
   * @returns [batch, units].
   */
  readonly apply: (input: tf.Tensor2D, pass: LayerPass) => tf.Tensor2D;
  /** Frees what the layer holds beside its variables, which the network frees. */
  readonly dispose?: () => void;
}

/**
 * Makes one layer of a network: linear without bias -> batch norm -> activation where the initial values have a gamma
 * (with the placement `'after-activation'` the other way round), linear with bias -> activation where they have a bias.
 *
 * The network calls it once per layer, the output layer included; the updates are the network's work. A layer that
 * computes something else trains as well, but a model that `toLayersModel` makes or `save` writes, and the other
 * engine, compute the above.
 *
 * @param initial The layer's starting values: shapes, and whether it is normalized, can be read from them.
 */
export type FullyConnected = (initial: LayerState, options: FullyConnectedOptions) => FullyConnectedLayer;
