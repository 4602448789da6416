import * as viz from '@bnlab/viz';
import { parseHTML } from 'linkedom';

export * from '@bnlab/viz';

// Charts are drawn where the program runs, off the page's thread. There is no document there: this one stands in.
const { document } = parseHTML('<!doctype html><html><body></body></html>');

/** `drawChart` of `@bnlab/viz`, with a document by default. */
export const drawChart: typeof viz.drawChart = (chart, options) =>
  viz.drawChart(chart, { document, id: freshId(), ...options });

/** `accuracyPlot` of `@bnlab/viz`, with a document by default. */
export const accuracyPlot: typeof viz.accuracyPlot = (records, options) =>
  viz.accuracyPlot(records, { document, id: freshId(), ...options });

/** Each run counts from the start, and the charts of several runs stand on one page. */
function freshId(): string {
  return `chart-${Math.random().toString(36).slice(2)}`;
}
