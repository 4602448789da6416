import fc from 'fast-check';
import type { Chart } from '../../src';
import { toSvg } from '../../src/node';
import { readSvg, type ReadSvg, textBoxes } from './read-svg';

/** A share, 0 to 1. */
export const share = fc.double({ min: 0, max: 1, noNaN: true });

/** A drawn chart, read back. */
export function draw(chart: Chart): ReadSvg {
  return readSvg(toSvg(chart));
}

/** The texts of the marks of a class. */
export function texts(svg: ReadSvg, className: string): string[] {
  return textBoxes(svg, className).map(({ text }) => text);
}
