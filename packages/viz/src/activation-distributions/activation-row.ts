import type { NetworkRow } from '../rows/network-row';

/** How the values of one layer are spread at one training step: a row for each network, layer and step. */
export interface ActivationRow extends NetworkRow {
  /** Training steps done, 0 or more. */
  readonly step: number;
  /** The layer, counted (`Layer 1`) or named. */
  readonly layer: number | string;
  /**
   * The quantiles of the values at 5%, 25%, 50%, 75% and 95%, such as `distributionQuantiles` gives, or at the `shares`
   * of the options; `null`, or `null` for any of them, where they are not finite.
   */
  readonly quantiles: readonly (number | null)[] | null;
}
