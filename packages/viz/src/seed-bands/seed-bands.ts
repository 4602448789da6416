import { type AccuracyOptions, checkAccuracyOptions } from '../accuracy/accuracy-options';
import { accuracySeries, lastStepOf } from '../accuracy/accuracy-series';
import { accuracyWords } from '../accuracy/accuracy-words';
import { shareAxisMarks, stepAxisMark, xNameMark, yNameMark } from '../chart/axis-marks';
import type { Chart } from '../chart/chart';
import { bandsMark, crossesMark, endsMark, linesMark } from '../chart/line-marks';
import { lineStyles } from '../chart/palette';
import { labelledChart } from '../labels/labelled-chart';
import { checkRecords } from '../records/check-records';
import type { RunRecord } from '../records/run-record';
import { checkSameSteps, type SeedSpread, seedSpreads, spreadPhrases } from './seed-spreads';

/**
 * The validation accuracy of networks over training, for many seeds at once: a line at the median over the seeds, a
 * dark band from the lower to the upper quartile and a light one from the least to the greatest.
 *
 * A seed that diverged counts up to where it did, which a cross marks, and the label says how many there are.
 *
 * @param records run records of one preset, one for each seed, all measured at the same steps
 * @throws {TypeError} for something that is not a run record
 * @throws {RangeError} for records that do not fit in one chart, steps that differ between seeds, accuracies outside 0
 *   to 1, and sizes too small
 */
export function seedBands(records: readonly RunRecord[], options: AccuracyOptions = {}): Chart {
  const caller = 'seedBands';
  checkRecords(caller, records);
  checkAccuracyOptions(caller, options);
  const { width = 720, height } = options;

  const series = accuracySeries(records);
  checkSameSteps(caller, series);
  const styles = lineStyles(series);
  const spreads = series.map(seedSpreads);
  const phrases = series.map((one, index) => spreadPhrases(one, spreads[index]!));
  const lastStep = lastStepOf(series, options.lastStep);
  const words = accuracyWords(records, series, {
    ...{ phrases, reading: 'line: median, bands: middle half and all seeds', marks: 'Medians with bands' },
    ...options,
    lastStep,
  });
  return labelledChart(caller, {
    words,
    width,
    height,
    x: { type: 'linear', domain: [0, lastStep] },
    y: { type: 'linear', domain: [0, 1] },
    series: series.map((one, index) => ({
      name: one.name,
      phrases: phrases[index]!,
      style: styles[index]!,
      end: medians(spreads[index]!).at(-1),
    })),
    marks: (scheme, frame) => [
      yNameMark('Validation accuracy', frame, scheme),
      shareAxisMarks(scheme),
      stepAxisMark(scheme, frame.right - frame.left),
      xNameMark('Training steps', scheme),
      spreads.map((points, index) => [
        bandsMark([band(points, 'min', 'max')], { style: styles[index]!, scheme, opacity: 0.16 }),
        bandsMark([band(points, 'lower', 'upper')], { style: styles[index]!, scheme, opacity: 0.3 }),
      ]),
      series.map(({ runs }, index) => {
        const look = { style: styles[index]!, scheme };
        const line = medians(spreads[index]!);
        const diverged = runs.filter((run) => run.diverged).flatMap((run) => run.points.slice(-1));
        return [linesMark([line], look), endsMark(line.slice(-1), look), crossesMark(diverged, look)];
      }),
    ],
  });
}

function medians(spreads: readonly SeedSpread[]) {
  return spreads.map(({ step, median }) => ({ x: step, y: median }));
}

function band(spreads: readonly SeedSpread[], low: 'min' | 'lower', high: 'max' | 'upper') {
  return spreads.map((spread) => ({ x: spread.step, low: spread[low], high: spread[high] }));
}
