import type { NetworkRow } from '../rows/network-row';

/** The dead units of one layer at one training step: a row for each network, layer, step, and seed if there are some. */
export interface DeadUnitsRow extends NetworkRow {
  /** Training steps done, 0 or more. */
  readonly step: number;
  /** The layer, counted (`Layer 1`) or named. */
  readonly layer: number | string;
  /** The share of the units of the layer that are active for no input, 0 to 1. */
  readonly share: number;
  /** What the randomness of the run came from, for rows of several runs. */
  readonly seed?: number | string;
}
