import * as Plot from '@observablehq/plot';
import { checkDrawOptions, type DrawOptions, fallbackScheme } from './draw-options';
import { finishSvg } from './finish-svg';
import type { Chart } from '../look/chart';

export interface DrawChartOptions extends DrawOptions {
  /** The document that the elements are made in. Default: that of the page. */
  readonly document?: Document;
}

let drawn = 0;

/**
 * Draws a chart as an SVG element, for a page to take in. It has a name and a description for screen readers, and its
 * colors follow the page's `color-scheme`.
 *
 * @param chart what one of the functions of this package makes of rows
 * @throws {Error} where there is no document
 * @throws {RangeError} for a color scheme or an id that cannot be
 */
export function drawChart(chart: Chart, options: DrawChartOptions = {}): SVGSVGElement {
  return drawAs('drawChart', chart, options);
}

/** Draws a chart in the name of `caller`, which errors tell. */
export function drawAs(
  caller: string,
  chart: Chart,
  { document = globalThis.document, ...options }: DrawChartOptions,
): SVGSVGElement {
  checkDrawOptions(caller, options);
  if (document === undefined) {
    throw new Error(
      `${caller}: document must be given where there is no page, got none; toSvg of '@bnlab/viz/node' needs none`,
    );
  }
  const { id = `bnlab-chart-${++drawn}`, colorScheme = 'inherit' } = options;
  const svg = Plot.plot({ ...chart.plot(fallbackScheme(colorScheme)), document }) as SVGSVGElement;
  return finishSvg(svg, chart, { id, colorScheme });
}
