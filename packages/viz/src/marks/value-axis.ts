import * as Plot from '@observablehq/plot';
import { ticks as niceTicks } from 'd3-array';
import { axisFont } from '../look/chart-frame';
import { inkOf } from '../look/chart-style';
import type { Scheme } from '../look/palette';

/** A tick of an axis, and what stands beside it. */
interface AxisTick {
  /** 0 at the bottom of the box, 1 at its top. */
  readonly y: number;
  readonly label: string;
}

/** A vertical axis of one of several panels, each of which has its own: a part of the box's height, from 0 to 1. */
export interface ValueAxis {
  /** The height of a value. */
  readonly at: (value: number) => number;
  readonly ticks: readonly AxisTick[];
}

/** What an axis goes over. */
interface ValueAxisOptions {
  readonly domain: readonly [number, number];
  /** The part of the box that the axis takes. Default: all of it. */
  readonly range?: readonly [number, number];
  /** `symlog` gives the powers of ten on both sides of 0 the same room. Default: `linear`. */
  readonly scale?: 'linear' | 'symlog';
  /** About how many ticks there are. Default: 5. */
  readonly tickCount?: number;
  readonly format: (value: number) => string;
}

/** Between ticks, as a share of the height. */
const leastGap = 0.11;

/** An axis over a domain, with ticks at round values. */
export function valueAxis(options: ValueAxisOptions): ValueAxis {
  const { domain, range = [0, 1], scale = 'linear', tickCount = 5, format } = options;
  const bend = scale === 'symlog' ? symlog : (value: number) => value;
  const [low, high] = [bend(domain[0]), bend(domain[1])];
  const at = (value: number) => range[0] + ((bend(value) - low) / (high - low)) * (range[1] - range[0]);
  const values = scale === 'symlog' ? powerTicks(domain, at) : niceTicks(domain[0], domain[1], tickCount);
  return { at, ticks: values.map((value) => ({ y: at(value), label: format(value) })) };
}

/** Ticks, each with a line across the panels of its row. */
export function valueAxisMarks(
  ticks: readonly (AxisTick & { readonly fy?: number })[],
  { scheme, firstColumn }: { readonly scheme: Scheme; readonly firstColumn?: number },
): Plot.Markish[] {
  const row = ticks.some(({ fy }) => fy !== undefined) ? { fy: 'fy' } : {};
  const { grid, quiet } = inkOf(scheme);
  return [
    Plot.ruleY(ticks, { y: 'y', ...row, ...grid }),
    Plot.text(ticks, {
      y: 'y',
      text: 'label',
      ...row,
      ...(firstColumn !== undefined && { fx: () => firstColumn }),
      frameAnchor: 'left',
      textAnchor: 'end',
      dx: -8,
      fontSize: axisFont.fontSize,
      ...quiet,
    }),
  ];
}

/** The logarithm of the size, with the sign, and straight through 0. */
function symlog(value: number): number {
  return Math.sign(value) * Math.log10(1 + Math.abs(value));
}

/** 0 and powers of ten on both sides of it, the greatest first, as far as they stand apart. */
function powerTicks([low, high]: readonly [number, number], at: (value: number) => number): number[] {
  const most = Math.floor(Math.log10(Math.max(Math.abs(low), Math.abs(high), 1)));
  const powers = Array.from({ length: most + 1 }, (_, index) => 10 ** (most - index));
  const kept = [0].filter((value) => value >= low && value <= high);
  for (const value of powers.flatMap((power) => [-power, power])) {
    const apart = kept.every((other) => Math.abs(at(value) - at(other)) > leastGap);
    if (apart && value >= low && value <= high) kept.push(value);
  }
  return kept.sort((a, b) => a - b);
}
