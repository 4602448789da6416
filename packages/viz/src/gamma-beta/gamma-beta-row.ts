/** Gamma and beta of one batch normalization layer at one training step: a row for each layer and step. */
export interface GammaBetaRow {
  /** Training steps done, 0 or more. */
  readonly step: number;
  /** The layer, counted (`Layer 1`) or named. */
  readonly layer: number | string;
  /** A value for each unit; left out in a layer without scale. */
  readonly gamma?: ArrayLike<number>;
  /** A value for each unit; left out in a layer without offset. */
  readonly beta?: ArrayLike<number>;
}
