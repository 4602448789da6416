import * as Plot from '@observablehq/plot';
import { ArgumentError } from '@bnlab/arguments';
import type { Chart } from '../look/chart';
import { checkDrawing, type DrawOptions, fallbackScheme } from './draw-options';
import { finishSvg } from './finish-svg';

export interface DrawChartOptions extends DrawOptions {
  /** The document in which the elements are made. Default: that of the page. */
  readonly document?: Document;
}

/** The names of the options of `drawChart`. */
export const drawChartOptionNames = ['colorScheme', 'id', 'document'] as const;

let drawn = 0;

/**
 * Draws a chart as an SVG element for a page. It has a name and a description for screen readers, and its colors follow
 * the page's `color-scheme`.
 *
 * @param chart what a chart function of this package returns
 * @throws {ArgumentError} if there is no document, or an option is unknown or invalid
 */
export function drawChart(chart: Chart, options: DrawChartOptions = {}): SVGSVGElement {
  return drawAs('drawChart', chart, options);
}

/** Draws a chart; errors name `caller`. */
export function drawAs(caller: string, chart: Chart, options: DrawChartOptions): SVGSVGElement {
  checkDrawing(caller, chart, options, drawChartOptionNames);
  const { document = globalThis.document, id = `bnlab-chart-${++drawn}`, colorScheme = 'inherit' } = options;
  if (document === undefined) {
    throw new ArgumentError(
      caller,
      `document must be given where there is no page, got none; toSvg of '@bnlab/viz/node' needs none`,
    );
  }
  const svg = Plot.plot({ ...chart.plot(fallbackScheme(colorScheme)), document }) as SVGSVGElement;
  return finishSvg(svg, chart, { id, colorScheme });
}
