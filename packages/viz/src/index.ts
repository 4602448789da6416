export { accuracyPlot, type AccuracyPlotOptions } from './accuracy-plot';
export { type ChartOptions } from './chart-options';
export { type NetworkRecord, type RunRecord } from './run-record';
