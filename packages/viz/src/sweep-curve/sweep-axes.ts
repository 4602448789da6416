import { extent, nice } from 'd3-array';
import { type ValueAxis, valueAxis } from '../chart/value-axis';
import { formatTick, formatWholeShare } from '../text/format-number';
import type { SweepPoint } from './sweep-points';

/** The vertical axes of a sweep: of the measure, and of the share of seeds that failed in the strip below it. */
export interface SweepAxes {
  readonly measure: ValueAxis;
  /** Undefined where no seed failed. */
  readonly failures: ValueAxis | undefined;
}

/** Shares of the height of the box: the strip, and what is above it with a gap for its name. */
const strip: [number, number] = [0, 0.16];
const aboveStrip: [number, number] = [0.32, 1];

/** Axes that all points have room on: from 0% to 100% for shares, as far as the bands go for other numbers. */
export function sweepAxes(points: readonly SweepPoint[], format: 'share' | 'number'): SweepAxes {
  const hasFailures = points.some(({ failed }) => failed > 0);
  const measure = valueAxis({
    domain: format === 'share' ? [0, 1] : numberDomain(points),
    ...(hasFailures && { range: aboveStrip }),
    format: format === 'share' ? formatWholeShare : formatTick,
  });
  if (!hasFailures) return { measure, failures: undefined };
  const failures = valueAxis({ domain: [0, 1], range: strip, tickCount: 1, format: formatWholeShare });
  return { measure, failures };
}

function numberDomain(points: readonly SweepPoint[]): [number, number] {
  const [low = 0, high = 1] = extent(points.flatMap(({ lower, upper }) => [lower, upper]));
  if (low === high) return [low - 1, high + 1];
  return nice(low, high, 5);
}
