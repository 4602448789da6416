import { ArgumentError, checkChoice, checkOptions, show } from '@bnlab/arguments';
import type { FiveShares } from '../data/five-quantiles';
import type { RunRecord } from '../data/run-record';
import type { Chart } from '../look/chart';
import type { ChartOptions } from '../look/chart-options';
import { accuracyChart } from './accuracy-chart';
import { activationDistributions, type ActivationRow } from './activation-distributions';
import { seedBands } from './seed-bands';
import { settingsHeatMap, type SettingsRow } from './settings-heat-map';
import { sweepCurve, type SweepRow } from './sweep-curve';
import { timeToAccuracy, type TimeToAccuracyRow } from './time-to-accuracy';

/** A figure before it is drawn: the name of its chart, the data, and the words that the chart requires. */
export type Figure = { readonly title: string } & (
  | { chart: 'accuracyChart' | 'seedBands'; records: readonly RunRecord[] }
  | { chart: 'sweepCurve'; rows: readonly SweepRow[]; setting: string; scale: 'log' | 'linear' }
  | { chart: 'settingsHeatMap'; rows: readonly SettingsRow[]; x: string; y: string }
  | { chart: 'timeToAccuracy'; rows: readonly TimeToAccuracyRow[] }
  | {
      chart: 'activationDistributions';
      rows: readonly ActivationRow[];
      /** The five probabilities of the quantiles. */
      shares: readonly number[];
      measure: string;
    }
);

const charts = [
  'accuracyChart',
  'seedBands',
  'sweepCurve',
  'settingsHeatMap',
  'timeToAccuracy',
  'activationDistributions',
] as const satisfies readonly Figure['chart'][];

/** Options of {@link figureChart}: size and subtitle per kind of chart. Default: those of the chart. */
export type FigureChartOptions = Readonly<
  Partial<Record<Figure['chart'], Pick<ChartOptions, 'width' | 'height' | 'subtitle'>>>
>;

/**
 * The chart of a figure, such as those that `describeSweep` and `describeRecords` of `@bnlab/experiments` return.
 *
 * @param figure The name of the chart, its title, its rows or records, and the words that it requires.
 * @param options Width, height and subtitle per kind of chart.
 * @returns The chart, for `drawChart`, `toSvg` or `toPng`.
 * @throws {ArgumentError} if the chart is unknown, or if its rows or options are invalid.
 */
export function figureChart(figure: Figure, options: FigureChartOptions = {}): Chart {
  checkFigure(figure);
  checkOptions('figureChart', options, charts);
  const { [figure.chart]: own = {} } = options;
  checkOptions('figureChart', own, ['width', 'height', 'subtitle'], `options.${figure.chart}`);
  const common = { title: figure.title, ...own };
  switch (figure.chart) {
    case 'accuracyChart':
      return accuracyChart(figure.records, common);
    case 'seedBands':
      return seedBands(figure.records, common);
    case 'sweepCurve':
      return sweepCurve(figure.rows, { ...common, setting: figure.setting, scale: figure.scale });
    case 'settingsHeatMap':
      return settingsHeatMap(figure.rows, { ...common, x: figure.x, y: figure.y });
    case 'timeToAccuracy':
      return timeToAccuracy(figure.rows, common);
    case 'activationDistributions': {
      const shares = figure.shares as FiveShares;
      return activationDistributions(figure.rows, { ...common, measure: figure.measure, shares });
    }
  }
}

function checkFigure(figure: Figure): void {
  if (typeof figure !== 'object' || figure === null) {
    throw new ArgumentError(
      'figureChart',
      `figure must be an object with chart and title, got ${show(figure)}`,
    );
  }
  checkChoice('figureChart', 'figure.chart', figure.chart, charts);
}
