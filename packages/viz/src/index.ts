export { accuracyChart } from './accuracy/accuracy-chart';
export { type AccuracyOptions } from './accuracy/accuracy-options';
export { accuracyPlot, type AccuracyPlotOptions } from './accuracy/accuracy-plot';
export { type Chart, type ChartWords } from './chart/chart';
export { type ChartOptions } from './chart/chart-options';
export { drawChart, type DrawChartOptions } from './chart/draw-chart';
export { type DrawOptions } from './chart/draw-options';
export { type LineStyle, type Scheme, type SchemeColor } from './chart/palette';
export { type NetworkRecord, type RunRecord } from './records/run-record';
