import { accuracyChartAs, type AccuracyOptions } from './accuracy-chart';
import type { RunRecord } from '../data/run-record';
import { drawAs, type DrawChartOptions } from '../draw/draw-chart';

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
