import { drawAs, type DrawChartOptions } from '../chart/draw-chart';
import type { RunRecord } from '../records/run-record';
import { accuracyChartAs } from './accuracy-chart';
import type { AccuracyOptions } from './accuracy-options';

export interface AccuracyPlotOptions extends AccuracyOptions, DrawChartOptions {}

/**
 * Draws `accuracyChart` as an SVG element: the validation accuracy of the networks of run records against their
 * training steps.
 *
 * @param records run records of one preset, at least one
 * @returns the chart, for the page to take in; its colors follow the page's `color-scheme`
 * @throws what `accuracyChart` and `drawChart` throw
 */
export function accuracyPlot(
  records: readonly RunRecord[],
  { document, colorScheme, id, ...options }: AccuracyPlotOptions = {},
): SVGSVGElement {
  const chart = accuracyChartAs('accuracyPlot', records, options);
  return drawAs('accuracyPlot', chart, { document, colorScheme, id });
}
