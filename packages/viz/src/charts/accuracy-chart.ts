import { checkNumber, checkOptions } from '@bnlab/arguments';
import {
  type AccuracyRun,
  type AccuracySeries,
  accuracySeries,
  lastPoints,
  lastStepOf,
} from '../data/accuracy-series';
import { checkRecords, type RunRecord } from '../data/run-record';
import { medianOf } from '../data/spread';
import { drawAs, type DrawChartOptions, drawChartOptionNames } from '../draw/draw-chart';
import { labelledChart } from '../layouts/labelled-chart';
import type { Chart, ChartWords } from '../look/chart';
import { type ChartOptions, chartOptionNames, checkChartOptions } from '../look/chart-options';
import { lineStyles } from '../look/palette';
import { shareAxisMarks, stepAxisMark, xNameMark, yNameMark } from '../marks/axis-marks';
import { crossesMark, endsMark, linesMark } from '../marks/line-marks';
import { formatCount, formatShare } from '../text/format-number';
import { sentences } from '../text/sentences';

/** Options of `accuracyChart` and `seedBands`. */
export interface AccuracyOptions extends ChartOptions {
  /** Least end of the horizontal axis in training steps, above 0. Default: the last measured step. */
  readonly lastStep?: number;
}

/** The names of {@link AccuracyOptions}. */
export const accuracyOptionNames = [...chartOptionNames, 'lastStep'] as const;

/** Throws if an option of a chart of accuracies is unknown or invalid. */
export function checkAccuracyOptions(caller: string, options: AccuracyOptions): void {
  checkChartOptions(caller, options, ['lastStep']);
  const { lastStep } = options;
  if (lastStep !== undefined) checkNumber(caller, 'lastStep', lastStep, { above: 0 });
}

/**
 * Validation accuracy over training steps: one line per network and record.
 *
 * Networks with batch normalization are blue, those without are orange. The name and the last accuracy of each network
 * are written beside the end of its line. Several records, for example of several seeds, give one thin line each and one
 * label per network. A line ends with a cross where the network diverged.
 *
 * @param records Run records of one preset, at least one.
 * @returns The chart, for `drawChart`, `toSvg` or `toPng`.
 * @throws {ArgumentError} if a record is invalid, the records do not share a preset, an accuracy is outside 0 to 1, or the
 *   width or height is too small.
 */
export function accuracyChart(records: readonly RunRecord[], options: AccuracyOptions = {}): Chart {
  return accuracyChartAs('accuracyChart', records, options);
}

/** Options of `accuracyPlot`. */
export interface AccuracyPlotOptions extends AccuracyOptions, DrawChartOptions {}

/**
 * Draws `accuracyChart` as an SVG element: validation accuracy over training steps.
 *
 * @param records Run records of one preset, at least one.
 * @returns An element to append to the page. Its colors follow the `color-scheme` of the page.
 * @throws {ArgumentError} as `accuracyChart` and `drawChart` do.
 */
export function accuracyPlot(
  records: readonly RunRecord[],
  options: AccuracyPlotOptions = {},
): SVGSVGElement {
  const caller = 'accuracyPlot';
  checkOptions(caller, options, [...accuracyOptionNames, ...drawChartOptionNames]);
  const { document, colorScheme, id, ...ofChart } = options;
  return drawAs(caller, accuracyChartAs(caller, records, ofChart), { document, colorScheme, id });
}

/** `accuracyChart`, with `caller` as the name of the function in errors. */
export function accuracyChartAs(
  caller: string,
  records: readonly RunRecord[],
  options: AccuracyOptions,
): Chart {
  checkRecords(caller, records);
  checkAccuracyOptions(caller, options);
  const { width = 720, height } = options;

  const series = accuracySeries(records);
  const styles = lineStyles(series);
  const lastStep = lastStepOf(series, options.lastStep);
  const words = accuracyWords(records, series, { ...options, lastStep });
  return labelledChart(caller, {
    words,
    width,
    height,
    x: { type: 'linear', domain: [0, lastStep] },
    y: { type: 'linear', domain: [0, 1] },
    series: series.map((one, index) => ({
      name: one.name,
      phrases: resultPhrases(one),
      style: styles[index]!,
      end: labelPoint(one),
    })),
    marks: (scheme, frame) => [
      yNameMark('Validation accuracy', frame, scheme),
      shareAxisMarks(scheme),
      stepAxisMark(scheme, frame.right - frame.left),
      xNameMark('Training steps', scheme),
      series.map(({ runs }, index) => {
        const look = { style: styles[index]!, scheme, thin: runs.length > 1 };
        const ends = (diverged: boolean) =>
          runs.filter((run) => run.diverged === diverged).flatMap((run) => run.points.slice(-1));
        const lines = runs.map((run) => run.points);
        return [linesMark(lines, look), endsMark(ends(false), look), crossesMark(ends(true), look)];
      }),
    ],
  });
}

/** The place of the label of several lines: at the last step and the median of the last accuracies. */
function labelPoint(series: AccuracySeries) {
  const last = lastPoints(series);
  if (last.length === 0) return undefined;
  return { x: Math.max(...last.map(({ x }) => x)), y: medianOf(last.map(({ y }) => y)) };
}

/** The words of a chart of accuracies. A given title or subtitle replaces the default. */
export function accuracyWords(
  records: readonly RunRecord[],
  series: readonly AccuracySeries[],
  options: WordOptions,
): ChartWords {
  const { reading = '', marks = 'Lines', lastStep } = options;
  const { title = defaultTitle(series) } = options;
  const { subtitle = [defaultSubtitle(records), reading].filter(Boolean).join(' · ') } = options;
  const { phrases = series.map(resultPhrases) } = options;
  const ends = series.map(({ name }, i) => `${name}: ${phrases[i]!.join(', ') || 'not measured yet'}.`);
  const axes = `${marks} of validation accuracy against training steps, 0 to ${formatCount(lastStep)}.`;
  return {
    title,
    subtitle,
    description: sentences(axes, ...ends, subtitle),
  };
}

interface WordOptions {
  /** What the label of each network says. Default: where its lines end. */
  readonly phrases?: readonly (readonly string[])[];
  /** How to read the chart, for the subtitle. */
  readonly reading?: string;
  /** What the chart is made of, for the description. */
  readonly marks?: string;
  readonly title?: string;
  readonly subtitle?: string;
  readonly lastStep: number;
}

function defaultTitle(series: readonly AccuracySeries[]): string {
  const kinds = new Set(series.map((one) => one.batchNorm));
  if (kinds.size > 1) return 'Validation accuracy with and without batch normalization';
  return `Validation accuracy ${kinds.has(true) ? 'with' : 'without'} batch normalization`;
}

function defaultSubtitle(records: readonly RunRecord[]): string {
  const rates = new Set(records.map((record) => record.settings?.learningRate));
  const [rate] = rates;
  const parts = [records[0]!.preset, seedText(records.map((record) => record.seed))];
  return [...parts, ...(rates.size === 1 && rate !== undefined ? [`learning rate ${rate}`] : [])].join(' · ');
}

/** Names up to six seeds, and counts more. */
function seedText(seeds: readonly (number | string)[]): string {
  const distinct = [...new Set(seeds)];
  if (distinct.length === 1) return `seed ${distinct[0]}`;
  return distinct.length <= 6 ? `seeds ${distinct.join(', ')}` : `${distinct.length} seeds`;
}

/** Where the runs of a network ended, in a few words: `97.5%`, or `97.4%, median of 5` and `96.9% to 97.8%`. */
export function resultPhrases(series: AccuracySeries): string[] {
  const { runs } = series;
  const last = lastPoints(series);
  const diverged = runs.filter((run) => run.diverged).length;
  if (last.length === 0) return diverged > 0 ? ['diverged from the start'] : [];
  if (runs.length === 1) return resultOfOne(runs[0]!);

  const accuracies = last.map(({ y }) => y);
  const range = `${formatShare(Math.min(...accuracies))} to ${formatShare(Math.max(...accuracies))}`;
  const phrases = [`${formatShare(medianOf(accuracies))}, median of ${accuracies.length}`, range];
  return diverged > 0 ? [...phrases, `${diverged} diverged`] : phrases;
}

function resultOfOne({ points, diverged, cutShort }: AccuracyRun): string[] {
  const { x: step, y: accuracy } = points.at(-1)!;
  const share = formatShare(accuracy);
  if (cutShort) return [share, `diverged after step ${formatCount(step)}`];
  return diverged ? [share, 'diverged'] : [share];
}
