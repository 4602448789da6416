import { ArgumentError } from '@bnlab/arguments';
import { type AccuracyOptions, accuracyWords, checkAccuracyOptions } from './accuracy-chart';
import { accuracySeries, type AccuracySeries, lastStepOf } from '../data/accuracy-series';
import { checkRecords, type RunRecord } from '../data/run-record';
import { type Spread, spreadOf } from '../data/spread';
import { labelledChart } from '../layouts/labelled-chart';
import type { Chart } from '../look/chart';
import { lineStyles } from '../look/palette';
import { shareAxisMarks, stepAxisMark, xNameMark, yNameMark } from '../marks/axis-marks';
import { bandsMark, crossesMark, endsMark, linesMark } from '../marks/line-marks';
import { formatShare } from '../text/format-number';

/**
 * Validation accuracy over training steps, summarized over seeds. Per network a line marks the median, a dark band the
 * quartiles, and a light band the range from minimum to maximum.
 *
 * A seed that diverged counts up to the step at which it diverged, which a cross marks. The label states the number of
 * such seeds.
 *
 * @param records Run records of one preset, one per seed, all measured at the same steps.
 * @returns The chart, for `drawChart`, `toSvg` or `toPng`.
 * @throws {ArgumentError} if a record or an option is invalid, the records do not share a preset, the steps differ between
 *   seeds, an accuracy is outside 0 to 1, or the width or height is too small.
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

/** The spread of the accuracies over the seeds at one training step. */
interface SeedSpread extends Spread {
  readonly step: number;
  /** Number of seeds. */
  readonly count: number;
}

/** The spread over the runs of a network at each step, of those that had not diverged by then. */
function seedSpreads({ runs }: AccuracySeries): SeedSpread[] {
  return longest(runs.map((run) => run.points)).map(({ x: step }, index) => {
    const accuracies = runs.flatMap((run) => run.points.slice(index, index + 1)).map(({ y }) => y);
    return { step, count: accuracies.length, ...spreadOf(accuracies) };
  });
}

/** Where the bands of a network end, in a few words: `97.4%, median of 5` and `96.9% to 97.8%`. */
function spreadPhrases({ runs }: AccuracySeries, spreads: readonly SeedSpread[]): string[] {
  const diverged = runs.filter((run) => run.diverged).length;
  const last = spreads.at(-1);
  if (last === undefined) return diverged > 0 ? ['diverged from the start'] : [];
  const median = formatShare(last.median);
  return [
    ...(last.count > 1 ? [`${median}, median of ${last.count}`, rangeText(last)] : [median]),
    ...(diverged > 0 ? [`${diverged} of ${runs.length} diverged`] : []),
  ];
}

function rangeText({ min, max }: Spread): string {
  return `${formatShare(min)} to ${formatShare(max)}`;
}

/** Throws unless all runs of a network were measured at the steps of its longest run. */
function checkSameSteps(caller: string, series: readonly AccuracySeries[]): void {
  for (const { name, runs } of series) {
    const steps = longest(runs.map((run) => run.points)).map(({ x }) => x);
    for (const { points } of runs) {
      const other = points.find(({ x }, index) => x !== steps[index]);
      if (other === undefined) continue;
      throw new ArgumentError(
        caller,
        `records must measure a network at the same steps for every seed, got step ${other.x} where ` +
          `another record has ${steps[points.indexOf(other)]}, of '${name}'; accuracyChart draws such records`,
      );
    }
  }
}

function longest<Points extends readonly unknown[]>(lists: readonly Points[]): Points {
  return lists.reduce((best, list) => (list.length > best.length ? list : best));
}
