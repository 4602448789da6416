export { accuracyChart } from './charts/accuracy-chart';
export { type AccuracyOptions } from './charts/accuracy-chart';
export { accuracyPlot, type AccuracyPlotOptions } from './charts/accuracy-plot';
export { type Chart, type ChartWords } from './look/chart';
export { type ChartOptions } from './look/chart-options';
export { drawChart, type DrawChartOptions } from './draw/draw-chart';
export { type DrawOptions } from './draw/draw-options';
export { type LineStyle, type Scheme, type SchemeColor } from './look/palette';
export { type NetworkRecord, type RunRecord } from './data/run-record';
export { seedBands } from './charts/seed-bands';
export { sweepCurve } from './charts/sweep-curve';
export { type SweepCurveOptions } from './charts/sweep-curve';
export { type SweepRow } from './charts/sweep-curve';
export { type NetworkRow } from './data/network-row';
export { settingsHeatMap, type SettingsHeatMapOptions } from './charts/settings-heat-map';
export { type SettingsRow } from './charts/settings-heat-map';
export {
  activationDistributions,
  type ActivationDistributionsOptions,
} from './charts/activation-distributions';
export { type ActivationRow } from './charts/activation-distributions';
export { distributionQuantiles, type FiveQuantiles, type FiveShares } from './data/five-quantiles';
export { gammaBeta } from './charts/gamma-beta';
export { type GammaBetaRow } from './charts/gamma-beta';
export { deadUnits } from './charts/dead-units';
export { type DeadUnitsRow } from './charts/dead-units';
export { stepsPerSecondBars, type StepsPerSecondOptions } from './charts/steps-per-second-bars';
export { type StepsPerSecondRow } from './charts/steps-per-second-bars';
export { timeToAccuracy } from './charts/time-to-accuracy';
export { type TimeToAccuracyRow } from './charts/time-to-accuracy';
export { timeToAccuracyRows } from './charts/time-to-accuracy-rows';
export { predictionGrid } from './charts/prediction-grid';
export { type PredictionRow } from './charts/prediction-grid';
