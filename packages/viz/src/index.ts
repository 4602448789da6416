// How training went: validation accuracy over steps, of one run or of many seeds.
export {
  accuracyChart,
  type AccuracyOptions,
  accuracyPlot,
  type AccuracyPlotOptions,
} from './charts/accuracy-chart';
export { seedBands } from './charts/seed-bands';
export { timeToAccuracy, type TimeToAccuracyRow, timeToAccuracyRows } from './charts/time-to-accuracy';

// What a setting changes: one that was swept, or two.
export { sweepCurve, type SweepCurveOptions, type SweepRow } from './charts/sweep-curve';
export { settingsHeatMap, type SettingsHeatMapOptions, type SettingsRow } from './charts/settings-heat-map';

// What happens inside the network.
export {
  activationDistributions,
  type ActivationDistributionsOptions,
  type ActivationRow,
} from './charts/activation-distributions';
export { gammaBeta, type GammaBetaRow } from './charts/gamma-beta';
export { deadUnits, type DeadUnitsRow } from './charts/dead-units';

// How fast it trains.
export {
  stepsPerSecondBars,
  type StepsPerSecondOptions,
  type StepsPerSecondRow,
} from './charts/steps-per-second-bars';

// From a figure of '@bnlab/experiments' to its chart.
export { type Figure, figureChart, type FigureChartOptions } from './charts/figure-chart';

// From run records and tensors to rows.
export { type NetworkRow, networkRows } from './data/network-rows';
export { distributionQuantiles, type FiveQuantiles, type FiveShares } from './data/five-quantiles';
export { type NetworkRecord, type RunRecord } from './data/run-record';

// From a chart to a page; files are drawn by '@bnlab/viz/node' and '@bnlab/viz/png'.
export { drawChart, type DrawChartOptions, type DrawOptions } from './draw/draw-chart';
export { type Chart, type ChartWords } from './look/chart';
export { type ChartOptions } from './look/chart-options';
export { type LineStyle, type Scheme, type SchemeColor } from './look/palette';
