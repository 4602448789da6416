import { parseHTML } from 'linkedom';
import { drawAs } from './draw-chart';
import type { DrawOptions } from './draw-options';
import type { Chart } from '../look/chart';

/** What XML allows nowhere, not even escaped: control characters, halves of pairs and two code points at the end. */
const notInXml = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

/**
 * Draws a chart as the text of an SVG file that needs nothing else: the same rows and options always give the same
 * text.
 *
 * @param chart what one of the functions of '@bnlab/viz' makes of rows
 * @throws {RangeError} for a color scheme or an id that cannot be
 */
export function toSvg(chart: Chart, options: DrawOptions = {}): string {
  return svgAs('toSvg', chart, options);
}

/** Draws a chart in the name of `caller`, which errors tell. */
export function svgAs(
  caller: string,
  chart: Chart,
  { colorScheme = 'light dark', id = 'chart' }: DrawOptions,
): string {
  const { document } = parseHTML('<!doctype html><html><body></body></html>');
  const svg = drawAs(caller, chart, { colorScheme, id, document });
  return `${svg.outerHTML.replace(notInXml, '\ufffd')}\n`;
}
