import type { AccuracyLane } from './accuracy-lanes';

/** The horizontal axis: steps, and beyond them a column for seeds that never got there. */
export interface NeverColumn {
  /** Where the axis of steps ends. */
  readonly last: number;
  /** The middle of the column; undefined where all seeds got there. */
  readonly at: number | undefined;
  /** Between the marks of two seeds. */
  readonly apart: number;
  /** Where the column ends. */
  readonly end: number;
}

/** Shares of the axis of steps: before the column, and between two marks in it. */
const before = 0.09;
const between = 0.025;

/** Makes room beyond the steps for the most seeds of a lane that never got there. */
export function neverColumn(lanes: readonly AccuracyLane[]): NeverColumn {
  const last = Math.max(0, ...lanes.flatMap(({ steps }) => steps)) || 1;
  const most = Math.max(...lanes.map(({ never }) => never));
  if (most === 0) return { last, at: undefined, apart: 0, end: last * 1.02 };
  // Many seeds share the room of ten.
  const apart = (last * between * Math.min(most, 10)) / most;
  const half = Math.max(((most - 1) * apart) / 2, last * 0.04);
  const at = last * (1 + before) + half;
  return { last, at, apart, end: at + half + last * 0.02 };
}
