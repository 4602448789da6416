import { type NetworkGroup } from '../rows/network-row';
import { spreadOf } from '../statistics/spread';
import type { SweepRow } from './sweep-row';

/** What the seeds of a network gave at one value of the setting. */
export interface SweepPoint {
  readonly x: number;
  readonly seeds: number;
  /** How many of the seeds failed. */
  readonly failed: number;
  /** Of the seeds that have a value; `NaN` where none has. */
  readonly median: number;
  readonly lower: number;
  readonly upper: number;
}

/** The points of a network in ascending order of the setting. */
export function sweepPoints({ rows }: NetworkGroup<SweepRow>): SweepPoint[] {
  const settings = [...new Set(rows.map(({ x }) => x))].sort((a, b) => a - b);
  return settings.map((x) => {
    const ofSetting = rows.filter((row) => row.x === x);
    const values = ofSetting.flatMap(({ value }) => (value === null ? [] : [value]));
    const none = { median: NaN, lower: NaN, upper: NaN };
    return {
      x,
      seeds: ofSetting.length,
      failed: ofSetting.filter(({ value, failed = value === null }) => failed).length,
      ...(values.length > 0 ? spreadOf(values) : none),
    };
  });
}
