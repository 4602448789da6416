import * as viz from '@bnlab/viz';
import { parseHTML } from 'linkedom';

/**
 * `@bnlab/viz` for programs that run in a worker, off the page's thread. There is no document: one stands in, where the
 * program gives none. Charts are as wide as there is room on the page, where the program does not say.
 *
 * @param width Pixels; without it the width is that of `@bnlab/viz`.
 */
export function vizInAWorker({ width }: { width?: number } = {}): typeof viz {
  const { document } = parseHTML('<!doctype html><html><body></body></html>');
  const fitting = width === undefined ? {} : { width: Math.min(Math.max(width, NARROWEST), WIDEST) };
  return {
    ...viz,
    drawChart: (chart, options) => viz.drawChart(chart, { document, id: freshId(), ...options }),
    accuracyPlot: (records, options) =>
      viz.accuracyPlot(records, { document, id: freshId(), ...fitting, ...options }),
  };
}

/** Below this the page scales the chart down; above it a chart gets no better. */
const [NARROWEST, WIDEST] = [340, 720];

/** Each run counts from the start, and the charts of several runs stand on one page. */
function freshId(): string {
  return `chart-${Math.random().toString(36).slice(2)}`;
}
