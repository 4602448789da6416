import { scaleLinear, scaleLog } from 'd3-scale';
import type { ClaimResult } from './claim-result';

/** The scale that a claim is drawn on. */
export interface ClaimScale {
  /** The place of a value, in pixels. */
  readonly at: (value: number) => number;
  /** Round values to write below the axis. */
  readonly ticks: readonly number[];
  /** From where to where the claim holds, in pixels. */
  readonly zone: readonly [number, number];
}

/** How much room is left free at each end, as a share of what is drawn. */
const MARGIN = 0.1;

/**
 * A scale of so many pixels that shows every seed, every bound, and what "no difference" is: a ratio of 1, or 0 points.
 * Where a claim has two bounds it is about a number, and no difference says nothing.
 */
export function claimScale(
  { unit, values, low, high, expected: { above, below } }: ClaimResult,
  { width, ticks }: { width: number; ticks: number },
): ClaimScale {
  const none = unit === 'ratio' ? 1 : 0;
  const shown = [...values, low, high, above ?? none, below ?? none];
  const scale = (unit === 'ratio' ? scaleLog() : scaleLinear())
    .domain([Math.min(...shown), Math.max(...shown)])
    .range([MARGIN * width, (1 - MARGIN) * width]);
  // The drawing goes on to both of its ends.
  scale.domain([scale.invert(0), scale.invert(width)]).range([0, width]);
  return {
    at: (value) => scale(value),
    ticks: scale.ticks(ticks),
    zone: [above === undefined ? 0 : scale(above), below === undefined ? width : scale(below)],
  };
}
