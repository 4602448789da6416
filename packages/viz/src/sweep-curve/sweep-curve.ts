import type * as Plot from '@observablehq/plot';
import { xNameMark, yNameMark } from '../chart/axis-marks';
import type { Chart } from '../chart/chart';
import type { ChartFrame } from '../chart/chart-frame';
import { bandsMark, dotsMark, type LineLook, linesMark } from '../chart/line-marks';
import { lineStyles, type Scheme } from '../chart/palette';
import { settingAxisMark, settingScale } from '../chart/setting-axis';
import { type ValueAxis, valueAxisMarks } from '../chart/value-axis';
import { labelledChart } from '../labels/labelled-chart';
import { checkRows } from '../rows/check-rows';
import { checkNetworkRow, networkGroups } from '../rows/network-row';
import { sweepAxes, type SweepAxes } from './sweep-axes';
import { checkSweepOptions, type SweepCurveOptions } from './sweep-options';
import { type SweepPoint, sweepPoints } from './sweep-points';
import type { SweepRow } from './sweep-row';
import { sweepPhrases, sweepWords } from './sweep-words';

const caller = 'sweepCurve';

/**
 * A measure against one setting that was swept, such as the learning rate, the depth or the batch size: for each
 * network a line at the median over the seeds and a band from the lower to the upper quartile. Where seeds failed, a
 * strip below shows what share of them did.
 *
 * The rows may be of any number of networks, such as one for each method of normalization.
 *
 * @param rows one for each network, value of the setting, and seed
 * @throws {TypeError} for rows without the fields of `SweepRow`, and options of another kind
 * @throws {RangeError} for no rows, values that are not finite, settings that a log scale has no place for, shares
 *   outside 0 to 1, and sizes too small
 */
export function sweepCurve(rows: readonly SweepRow[], options: SweepCurveOptions): Chart {
  checkSweepOptions(caller, options);
  const { width = 720, height, scale = 'linear', format = 'share', measure = 'Test accuracy' } = options;
  checkSweepRows(rows, { scale, format });

  const groups = networkGroups(caller, rows).map((group) => ({ ...group, points: sweepPoints(group) }));
  const styles = lineStyles(groups);
  const settings = [...new Set(rows.map(({ x }) => x))].sort((a, b) => a - b);
  const x = settingScale(settings, scale);
  const axes = sweepAxes(
    groups.flatMap(({ points }) => points),
    format,
  );
  return labelledChart(caller, {
    words: sweepWords(groups, { ...options, format, measure }),
    width,
    height,
    leastBox: axes.failures ? 220 : 100,
    x: { type: x.type, domain: [...x.domain] },
    y: { type: 'linear', domain: [0, 1], axis: null },
    series: groups.map(({ network, points }, index) => ({
      name: network,
      phrases: sweepPhrases(points, format),
      style: styles[index]!,
      end: medianLine(points, axes.measure).findLast(({ y }) => !Number.isNaN(y)),
    })),
    marks: (scheme, frame) => [
      yNameMark(measure, frame, scheme),
      axesMarks(axes, { scheme, frame }),
      settingAxisMark(settings, { scale: x, width: frame.right - frame.left, scheme }),
      xNameMark(options.setting, scheme),
      groups.map(({ points }, index) => networkMarks(points, axes, { style: styles[index]!, scheme })),
    ],
  });
}

function checkSweepRows(
  rows: readonly SweepRow[],
  { scale, format }: Required<Pick<SweepCurveOptions, 'scale' | 'format'>>,
): void {
  checkRows(caller, rows, {
    example: "{ x: 0.01, network: 'With Batch Norm', batchNorm: true, value: 0.96 }",
    check: (fields) => {
      checkNetworkRow(fields);
      fields.number('x', scale === 'log' ? { above: 0, hint: "scale: 'linear' takes any number" } : {});
      const share = { min: 0, max: 1, hint: "divide percentages by 100, or set format: 'number'" };
      fields.number('value', { nullable: true, ...(format === 'share' && share) });
      fields.flag('failed', { optional: true });
    },
  });
}

function axesMarks(
  { measure, failures }: SweepAxes,
  { scheme, frame }: { scheme: Scheme; frame: ChartFrame },
): Plot.Markish[] {
  const main = valueAxisMarks(measure.ticks, { scheme });
  if (failures === undefined) return main;
  const rise = (failures.at(1) - 1) * (frame.bottom - frame.top) + 26;
  return [
    ...main,
    ...valueAxisMarks(failures.ticks, { scheme }),
    yNameMark('Share of seeds that failed', frame, scheme, rise),
  ];
}

function networkMarks(
  points: readonly SweepPoint[],
  { measure, failures }: SweepAxes,
  look: LineLook,
): Plot.Markish[] {
  const band = points.map(({ x, lower, upper }) => ({ x, low: measure.at(lower), high: measure.at(upper) }));
  const lines = [medianLine(points, measure)];
  if (failures) lines.push(points.map(({ x, failed, seeds }) => ({ x, y: failures.at(failed / seeds) })));
  return [
    bandsMark([band], { ...look, opacity: 0.22 }),
    linesMark(lines, look),
    dotsMark(lines.flat(), look),
  ];
}

function medianLine(points: readonly SweepPoint[], { at }: ValueAxis) {
  return points.map(({ x, median }) => ({ x, y: at(median) }));
}
