import * as Plot from '@observablehq/plot';
import { fillOf, strokeOf, partClass } from '../look/chart-style';
import type { LineStyle, Scheme } from '../look/palette';

/** A point of a line, in the units of the axes, and the panel that it is in where there are several. */
export interface LinePoint {
  readonly x: number;
  readonly y: number;
  readonly fx?: number;
  readonly fy?: number;
}

export interface LineLook {
  readonly style: LineStyle;
  readonly scheme: Scheme;
  /** Thinner and a little clear, for one of many lines of a kind. */
  readonly thin?: boolean;
}

/** Lines in the style of a network. */
export function linesMark(lines: readonly (readonly LinePoint[])[], { style, scheme, thin }: LineLook) {
  return Plot.line(numbered(lines), {
    ...position(lines.flat()),
    z: 'line',
    strokeWidth: thin ? 1.25 : 2.25,
    strokeDasharray: style.dashes,
    strokeLinejoin: 'round',
    strokeOpacity: thin ? 0.8 : 1,
    ...strokeOf(style, scheme, partClass.line),
  });
}

/** Dots at the ends of lines. */
export function endsMark(ends: readonly LinePoint[], { style, scheme, thin }: LineLook): Plot.Markish {
  return Plot.dot(ends, {
    ...position(ends),
    symbol: 'circle',
    strokeWidth: 2.5,
    r: thin ? 1 : 1.75,
    ...strokeOf(style, scheme, partClass.end),
  });
}

/** Dots at the points of lines that are measured at few places. */
export function dotsMark(points: readonly LinePoint[], { style, scheme }: LineLook): Plot.Markish {
  return Plot.dot(points, {
    ...position(points),
    symbol: style.symbol,
    r: 3.2,
    stroke: 'none',
    ...fillOf(style, scheme, partClass.dot),
  });
}

/** Crosses where networks diverged. */
export function crossesMark(ends: readonly LinePoint[], { style, scheme }: LineLook): Plot.Markish {
  return Plot.dot(ends, {
    ...position(ends),
    symbol: 'times',
    strokeWidth: 2,
    r: 4.5,
    ...strokeOf(style, scheme, partClass.end),
  });
}

/** A point of a band: between `low` and `high`. */
interface BandPoint {
  readonly x: number;
  readonly low: number;
  readonly high: number;
  readonly fx?: number;
  readonly fy?: number;
}

/** Bands in the color of a network, clear enough for lines and other bands to be seen through them. */
export function bandsMark(
  bands: readonly (readonly BandPoint[])[],
  { style, scheme, opacity }: { style: LineStyle; scheme: Scheme; opacity: number },
): Plot.Markish {
  return Plot.areaY(numbered(bands), {
    ...panels(bands.flat()),
    x: 'x',
    y1: 'low',
    y2: 'high',
    z: 'line',
    fillOpacity: opacity,
    ...fillOf(style, scheme, partClass.band),
  });
}

function numbered<Point extends object>(lines: readonly (readonly Point[])[]) {
  return lines.flatMap((points, line) => points.map((point) => ({ ...point, line })));
}

function position(points: readonly LinePoint[]) {
  return { x: 'x', y: 'y', ...panels(points) };
}

/** A mark without these channels would be drawn in every panel; one with them needs values for them. */
function panels(points: readonly { readonly fx?: number; readonly fy?: number }[]) {
  return {
    ...(points.some(({ fx }) => fx !== undefined) && { fx: 'fx' }),
    ...(points.some(({ fy }) => fy !== undefined) && { fy: 'fy' }),
  };
}
