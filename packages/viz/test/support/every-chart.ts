import * as viz from '../../src';
import { predictionGrid } from '../../src/charts/prediction-grid';
import { record } from './run-records';

const names = [
  { network: 'Without Batch Norm', batchNorm: false },
  { network: 'With Batch Norm', batchNorm: true },
];
const seeds = [1, 2, 3];
const steps = [0, 500, 1000, 1500, 2000];
const records = seeds.map((seed) =>
  record([0.1, 0.9, 0.95, 0.96 + seed / 100], [0.1, 0.4, 0.6 + seed / 10, seed === 3 ? null : 0.8], { seed }),
);
const rates = [0.001, 0.01, 0.1, 1, 10];
const layered = names.flatMap((name) =>
  [1, 2, 3].flatMap((layer) => steps.map((step) => ({ ...name, layer, step }))),
);
const pixels = Float32Array.from({ length: 784 }, (_, at) => (at % 29 < 3 ? 1 : 0));

/** Every kind of chart, of small rows. */
export const everyChart: Record<string, (options: viz.ChartOptions) => viz.Chart> = {
  accuracyChart: (options) => viz.accuracyChart(records, options),
  seedBands: (options) => viz.seedBands(records, options),
  settingsHeatMap: (options) =>
    viz.settingsHeatMap(
      names.flatMap((name) =>
        rates.flatMap((x) => [0.05, 5].map((y) => ({ ...name, x, y, value: x * y > 5 ? null : 0.7 }))),
      ),
      { x: 'Learning rate', y: 'Starting deviation', ...options },
    ),
  sweepCurve: (options) =>
    viz.sweepCurve(
      names.flatMap((name) =>
        rates.flatMap((x) => seeds.map((seed) => ({ ...name, x, value: x > 1 ? null : 0.9 + seed / 100 }))),
      ),
      { setting: 'Learning rate', scale: 'log', ...options },
    ),
  timeToAccuracy: (options) =>
    viz.timeToAccuracy(viz.timeToAccuracyRows(records, [0.5, 0.9, 0.975]), options),
  activationDistributions: (options) =>
    viz.activationDistributions(
      layered.map((row) => ({
        ...row,
        quantiles: [-2, -1, 0, 1, 2].map((value) => value * (row.batchNorm ? 1 : 20 ** row.layer)),
      })),
      options,
    ),
  gammaBeta: (options) =>
    viz.gammaBeta(
      layered
        .filter(({ batchNorm }) => batchNorm)
        .map(({ layer, step }) => ({
          ...{ layer, step },
          gamma: [1 - step / 9000, 1 + step / 5000],
          beta: [-step / 4000, step / 9000],
        })),
      options,
    ),
  deadUnits: (options) =>
    viz.deadUnits(
      layered.map((row) => ({ ...row, value: row.batchNorm ? 0.01 : (row.layer * row.step) / 8000 })),
      options,
    ),
  predictionGrid: (options) =>
    predictionGrid(
      Array.from({ length: 30 }, (_, index) => ({ pixels, digit: index % 10, prediction: index % 9 })),
      options,
    ),
  stepsPerSecondBars: (options) =>
    viz.stepsPerSecondBars(
      ['dense, batches of 60', 'convolutions'].flatMap((workload) => [
        { workload, engine: 'bnlab, compiled', value: 1234, ours: true },
        { workload, engine: 'TensorFlow.js, WebAssembly', value: 12.3 },
      ]),
      { baseline: 'TensorFlow.js, WebAssembly', ...options },
    ),
};
