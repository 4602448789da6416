import { shareAxisMarks, stepAxisMark, xNameMark, yNameMark } from '../chart/axis-marks';
import type { Chart } from '../chart/chart';
import { crossesMark, endsMark, linesMark } from '../chart/line-marks';
import { lineStyles } from '../chart/palette';
import { labelledChart } from '../labels/labelled-chart';
import { checkRecords } from '../records/check-records';
import type { RunRecord } from '../records/run-record';
import { medianOf } from '../statistics/spread';
import { type AccuracyOptions, checkAccuracyOptions } from './accuracy-options';
import { type AccuracySeries, accuracySeries, lastPoints, lastStepOf } from './accuracy-series';
import { accuracyWords } from './accuracy-words';
import { resultPhrases } from './result-phrases';

/**
 * The validation accuracy of the networks of run records against their training steps.
 *
 * Each network has its color, blue with batch normalization and orange without, and its name and last accuracy stand
 * beside the end of its line. Several records of one preset, such as one for each of several seeds, give each network
 * as many thin lines and one label. A line ends where a network diverged, with a cross.
 *
 * @param records run records of one preset, at least one
 * @throws {TypeError} for something that is not a run record
 * @throws {RangeError} for records that do not fit in one chart, accuracies outside 0 to 1, and sizes too small
 */
export function accuracyChart(records: readonly RunRecord[], options: AccuracyOptions = {}): Chart {
  return accuracyChartAs('accuracyChart', records, options);
}

/** The chart in the name of `caller`, which errors tell. */
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

/** Where the label of several lines belongs: as far as the longest, as high as the median of the last accuracies. */
function labelPoint(series: AccuracySeries) {
  const last = lastPoints(series);
  if (last.length === 0) return undefined;
  return { x: Math.max(...last.map(({ x }) => x)), y: medianOf(last.map(({ y }) => y)) };
}
