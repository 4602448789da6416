import type { NetworkRow } from '../rows/network-row';

/** What one seed gave at one value of the setting: a row for each network, setting and seed. */
export interface SweepRow extends NetworkRow {
  /** The value of the setting. */
  readonly x: number;
  /** The measure, such as test accuracy, 0 to 1; `null` where there is none, as training broke down. */
  readonly value: number | null;
  /** Whether the network learned nothing. Default: whether `value` is `null`. */
  readonly failed?: boolean;
}
