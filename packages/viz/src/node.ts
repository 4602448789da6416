export { accuracySvg, type AccuracySvgOptions } from './charts/accuracy-svg';
export { type ChartOptions } from './look/chart-options';
export { type DrawOptions } from './draw/draw-chart';
export { toSvg } from './draw/to-svg';
export { type NetworkRecord, type RunRecord } from './data/run-record';
