import type { DecidingDifference, Decision } from '@bnlab/experiments';
import { decisionClass } from './verdict-html';

const WIDTH = 240;
const HEIGHT = 18;
const MARGIN = 14;

/** Where differences of one unit stand on an axis, and the values that it names. */
export interface ForestScale {
  readonly at: (difference: number) => number;
  /** From 0 outwards. */
  readonly ticks: readonly number[];
}

/**
 * A scale for differences that lie orders of magnitude apart, on both sides of 0: `sign(d) log(1 + |d|)`.
 *
 * @param ends Of the intervals to be drawn, at least one.
 */
export function forestScale(ends: readonly number[]): ForestScale {
  const [least, most] = [Math.min(0, ...ends), Math.max(0, ...ends)];
  const bent = (value: number) => Math.sign(value) * Math.log1p(Math.abs(value));
  const [first, last] = [bent(least), bent(most)];
  const range = last - first || 1;
  const at = (difference: number) => MARGIN + ((WIDTH - 2 * MARGIN) * (bent(difference) - first)) / range;
  const round = [0.1, 1, 10, 100, 1000].flatMap((power) => [power, 2 * power, 5 * power]);
  const ticks = [0, ...round.flatMap((value) => [value, -value])];
  return { at, ticks: ticks.filter((value) => value >= least && value <= most) };
}

/** The zero line, the mean as a dot and its interval as a line, in the color of the decision. */
export function forestInterval(
  { mean, low, high }: Pick<DecidingDifference, 'mean' | 'low' | 'high'>,
  { at }: ForestScale,
  decision: Decision,
): string {
  const y = HEIGHT / 2;
  const x = (value: number) => at(value).toFixed(1);
  return svg(
    `<line class="zero" x1="${x(0)}" x2="${x(0)}" y1="0" y2="${HEIGHT}"/><g class="${decisionClass(decision)}">` +
      `<line x1="${x(low)}" x2="${x(high)}" y1="${y}" y2="${y}"/><circle cx="${x(mean)}" cy="${y}" r="3.5"/></g>`,
  );
}

/** The values along the axis of a unit; of two that would touch, the one nearer to 0. */
export function forestAxis({ at, ticks }: ForestScale): string {
  const room = 26;
  const shown = ticks.reduce<number[]>(
    (kept, tick) => (kept.every((other) => Math.abs(at(other) - at(tick)) >= room) ? [...kept, tick] : kept),
    [],
  );
  const signs = { [-1]: '−', 0: '', 1: '+' };
  const label = (tick: number) => signs[Math.sign(tick) as -1 | 0 | 1] + Math.abs(tick);
  return svg(
    shown.map((tick) => `<text x="${at(tick).toFixed(1)}" y="${HEIGHT - 5}">${label(tick)}</text>`).join(''),
  );
}

function svg(marks: string): string {
  return `<svg class="forest" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}" aria-hidden="true">${marks}</svg>`;
}
