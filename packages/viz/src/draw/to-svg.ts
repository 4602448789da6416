import { parseHTML } from 'linkedom';
import type { Chart } from '../look/chart';
import { drawAs, checkDrawing, type DrawOptions } from './draw-chart';

/** The names of the options of `toSvg`. */
export const toSvgOptionNames = ['colorScheme', 'id'] as const;

/** What XML allows nowhere, not even escaped: control characters, halves of pairs and two code points at the end. */
const notInXml = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

/**
 * Draws a chart as the text of a self-contained SVG file. The same rows and options always give the same text.
 *
 * @param chart A chart from one of the chart functions of '@bnlab/viz'.
 * @returns The text of the file.
 * @throws {ArgumentError} if an option is unknown or invalid.
 */
export function toSvg(chart: Chart, options: DrawOptions = {}): string {
  return svgAs('toSvg', chart, options);
}

/** `toSvg`, with `caller` as the name of the function in errors. */
export function svgAs(caller: string, chart: Chart, options: DrawOptions): string {
  checkDrawing(caller, chart, options, toSvgOptionNames);
  const { colorScheme = 'light dark', id = 'chart' } = options;
  const { document } = parseHTML('<!doctype html><html><body></body></html>');
  const svg = drawAs(caller, chart, { colorScheme, id, document });
  return `${svg.outerHTML.replace(notInXml, '\ufffd')}\n`;
}
