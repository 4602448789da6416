import * as Plot from '@observablehq/plot';
import { accuracyChart } from './accuracy-chart';
import type { ChartOptions } from './chart-options';
import { finishSvg } from './finish-svg';
import type { RunRecord } from './run-record';

export interface AccuracyPlotOptions extends ChartOptions {
  /** The document that the elements are made in. Default: that of the page. */
  readonly document?: Document;
}

let drawn = 0;

/**
 * Draws the validation accuracy of the networks of run records against their training steps.
 *
 * Each network has its color, blue with batch normalization and orange without, and its name and last accuracy stand
 * beside the end of its line. Several records of one preset, such as one for each of several seeds, give each network
 * as many thin lines and one label. A line ends where a network diverged, with a cross.
 *
 * @param records run records of one preset, at least one
 * @returns the chart, for the page to take in; its colors follow the page's `color-scheme`
 * @throws {TypeError} for something that is not a run record
 * @throws {RangeError} for records that do not fit in one chart, accuracies outside 0 to 1, and sizes too small
 */
export function accuracyPlot(
  records: readonly RunRecord[],
  { document = globalThis.document, ...options }: AccuracyPlotOptions = {},
): SVGSVGElement {
  if (document === undefined) {
    throw new Error(
      "accuracyPlot: document must be given where there is no page, got none; accuracySvg of '@bnlab/viz/node' needs none",
    );
  }
  const chart = accuracyChart('accuracyPlot', records, options);
  const svg = Plot.plot({ ...chart.plot, document }) as SVGSVGElement;
  const { id = `bnlab-chart-${++drawn}`, colorScheme = 'inherit' } = options;
  return finishSvg(svg, chart, { id, colorScheme });
}
