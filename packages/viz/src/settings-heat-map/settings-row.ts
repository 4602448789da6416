import type { NetworkRow } from '../rows/network-row';

/** What one seed gave with one choice of two settings: a row for each network, choice and seed. */
export interface SettingsRow extends NetworkRow {
  /** The value of the setting along the horizontal axis. */
  readonly x: number | string;
  /** The value of the setting along the vertical axis. */
  readonly y: number | string;
  /** 0 to 1; `null` where training broke down, which counts as less than any accuracy. */
  readonly accuracy: number | null;
}
