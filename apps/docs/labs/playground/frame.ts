import type { Quantiles } from './quantiles';

/** What is measured of one layer; the last entry of a frame is the output layer, with nothing but its gradient. */
export interface LayerFrame {
  preactivation?: Quantiles;
  /** Share of the units that are dead, in [0, 1]. */
  dead?: number;
  /** Length of the gradient of the layer's weights in the batch before; none at step 0. */
  gradientNorm?: number;
  gamma?: Quantiles;
  beta?: Quantiles;
}

/** One network at one step. */
export interface Frame {
  step: number;
  /** Over the validation images, with population statistics. */
  validationAccuracy: number;
  validationLoss: number;
  /** Of the batch before; none at step 0. */
  batchLoss?: number;
  layers: readonly LayerFrame[];
  /** Of the gallery's digits: ten probabilities a digit. */
  guesses: Float32Array;
  /** Training alone, since the last frame; none at step 0. */
  stepsPerSecond?: number;
}
