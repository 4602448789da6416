export { accuracySvg, type AccuracySvgOptions } from './accuracy/accuracy-svg';
export { type ChartOptions } from './chart/chart-options';
export { type DrawOptions } from './chart/draw-options';
export { toSvg } from './chart/to-svg';
export { type NetworkRecord, type RunRecord } from './records/run-record';
