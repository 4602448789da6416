import type { NetworkRow } from '../rows/network-row';

/** When one seed first reached an accuracy: a row for each network, accuracy and seed. */
export interface TimeToAccuracyRow extends NetworkRow {
  /** The accuracy to reach, above 0, 1 at most. */
  readonly target: number;
  /** What the randomness of the run came from. */
  readonly seed: number | string;
  /** Training steps done when the accuracy was first measured; `null` where it never was. */
  readonly steps: number | null;
  /** How long those steps took; left out or `null` where it is not known. */
  readonly seconds?: number | null;
}
