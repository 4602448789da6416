export { accuracySvg } from './accuracy-svg';
export { type ChartOptions } from './chart-options';
export { type NetworkRecord, type RunRecord } from './run-record';
