import { checkOptions } from '@bnlab/arguments';
import type { RunRecord } from '../data/run-record';
import { drawAs, type DrawChartOptions, drawChartOptionNames } from '../draw/draw-chart';
import { accuracyChartAs, type AccuracyOptions, accuracyOptionNames } from './accuracy-chart';

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
  options: AccuracyPlotOptions = {},
): SVGSVGElement {
  const caller = 'accuracyPlot';
  checkOptions(caller, options, [...accuracyOptionNames, ...drawChartOptionNames]);
  const { document, colorScheme, id, ...ofChart } = options;
  return drawAs(caller, accuracyChartAs(caller, records, ofChart), { document, colorScheme, id });
}
