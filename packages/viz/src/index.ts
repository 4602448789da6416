export { accuracyChart } from './accuracy/accuracy-chart';
export { type AccuracyOptions } from './accuracy/accuracy-options';
export { accuracyPlot, type AccuracyPlotOptions } from './accuracy/accuracy-plot';
export { type Chart, type ChartWords } from './chart/chart';
export { type ChartOptions } from './chart/chart-options';
export { drawChart, type DrawChartOptions } from './chart/draw-chart';
export { type DrawOptions } from './chart/draw-options';
export { type LineStyle, type Scheme, type SchemeColor } from './chart/palette';
export { type NetworkRecord, type RunRecord } from './records/run-record';
export { seedBands } from './seed-bands/seed-bands';
export { sweepCurve } from './sweep-curve/sweep-curve';
export { type SweepCurveOptions } from './sweep-curve/sweep-options';
export { type SweepRow } from './sweep-curve/sweep-row';
export { type NetworkRow } from './rows/network-row';
export { settingsHeatMap, type SettingsHeatMapOptions } from './settings-heat-map/settings-heat-map';
export { type SettingsRow } from './settings-heat-map/settings-row';
export {
  activationDistributions,
  type ActivationDistributionsOptions,
} from './activation-distributions/activation-distributions';
export { type ActivationRow } from './activation-distributions/activation-row';
export { distributionQuantiles, type FiveQuantiles, type FiveShares } from './distributions/five-quantiles';
export { gammaBeta } from './gamma-beta/gamma-beta';
export { type GammaBetaRow } from './gamma-beta/gamma-beta-row';
export { deadUnits } from './dead-units/dead-units';
export { type DeadUnitsRow } from './dead-units/dead-units-row';
export { stepsPerSecondBars, type StepsPerSecondOptions } from './steps-per-second/steps-per-second-bars';
export { type StepsPerSecondRow } from './steps-per-second/steps-per-second-row';
export { timeToAccuracy } from './time-to-accuracy/time-to-accuracy';
export { type TimeToAccuracyRow } from './time-to-accuracy/time-to-accuracy-row';
export { timeToAccuracyRows } from './time-to-accuracy/time-to-accuracy-rows';
export { predictionGrid } from './prediction-grid/prediction-grid';
export { type PredictionRow } from './prediction-grid/prediction-row';
