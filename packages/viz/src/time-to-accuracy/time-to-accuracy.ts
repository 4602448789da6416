import * as Plot from '@observablehq/plot';
import { ticks as niceTicks } from 'd3-array';
import { tickText, xNameMark } from '../chart/axis-marks';
import type { Chart, ChartWords } from '../chart/chart';
import type { ChartFrame } from '../chart/chart-frame';
import { fillOf, inkOf, strokeOf } from '../chart/chart-ink';
import { type ChartOptions, checkChartOptions } from '../chart/chart-options';
import { partClass } from '../chart/chart-style';
import { lineStyles, type Scheme } from '../chart/palette';
import { laneChart, type LaneGroup, type PlacedLane } from '../lanes/lane-chart';
import { checkRows } from '../rows/check-rows';
import { checkNetworkRow, networkGroups } from '../rows/network-row';
import { type AccuracyLane, accuracyLanes } from './accuracy-lanes';
import { neverColumn, type NeverColumn } from './never-column';
import type { TimeToAccuracyRow } from './time-to-accuracy-row';
import { sentences } from '../text/sentences';

const caller = 'timeToAccuracy';

/**
 * The training steps after which networks first reached accuracies: a lane for each accuracy and network, with a dot
 * for each seed, a line at the median, and the median in words, in seconds too where those are known. Seeds that never
 * reached an accuracy are crosses in a column of their own, and count as slower than any other.
 *
 * @param rows one for each network, accuracy and seed, such as `timeToAccuracyRows` makes of run records
 * @throws {TypeError} for rows without the fields of `TimeToAccuracyRow`
 * @throws {RangeError} for no rows, accuracies outside 0 to 1, negative steps, and sizes too small
 */
export function timeToAccuracy(rows: readonly TimeToAccuracyRow[], options: ChartOptions = {}): Chart {
  checkChartOptions(caller, options);
  checkRows(caller, rows, {
    example: "{ target: 0.9, network: 'With Batch Norm', batchNorm: true, seed: 1, steps: 550 }",
    check: (fields) => {
      checkNetworkRow(fields);
      fields.number('target', { above: 0, max: 1, hint: 'divide percentages by 100' });
      fields.label('seed');
      fields.number('steps', { nullable: true, min: 0, hint: 'null says that it was never reached' });
      fields.number('seconds', { nullable: true, optional: true, min: 0 });
    },
  });
  const networks = networkGroups(caller, rows);
  const groups = accuracyLanes(networks, lineStyles(networks));
  const column = neverColumn(groups.flatMap(({ lanes }) => lanes));
  return laneChart(caller, {
    words: timeWords(groups, options),
    width: options.width,
    height: options.height,
    groups,
    x: { type: 'linear', domain: [0, column.end], axis: null },
    bottomMargin: 52,
    marks: (lanes, scheme, frame) => [
      axisMarks(column, { scheme, frame }),
      lanes.map((lane) => laneMarks(lane, column, scheme)),
    ],
  });
}

function axisMarks(
  { last, at, end }: NeverColumn,
  { scheme, frame }: { scheme: Scheme; frame: ChartFrame },
): Plot.Markish[] {
  const length = (frame.right - frame.left) * (last / end);
  const ticks = niceTicks(0, last, Math.max(2, Math.floor(length / 75)));
  const { grid, quiet } = inkOf(scheme);
  return [
    Plot.ruleX(ticks, grid),
    Plot.axisX(ticks, { tickFormat: ',d', tickPadding: 9, ...tickText(scheme) }),
    Plot.text(at === undefined ? [] : [at], {
      x: (place: number) => place,
      text: () => 'never',
      frameAnchor: 'bottom',
      lineAnchor: 'top',
      dy: 9,
      fontSize: 12,
      ...quiet,
    }),
    xNameMark('Training steps', scheme),
  ];
}

function laneMarks(lane: PlacedLane<AccuracyLane>, column: NeverColumn, scheme: Scheme): Plot.Markish[] {
  const { steps, never, median, style, slot } = lane;
  const y = () => slot;
  const { at = 0, apart } = column;
  const crosses = Array.from({ length: never }, (_, index) => at + (index - (never - 1) / 2) * apart);
  const x = (place: number) => place;
  return [
    Plot.dot(steps, {
      x,
      y,
      r: 3.75,
      fillOpacity: 0.55,
      stroke: 'none',
      ...fillOf(style, scheme, partClass.dot),
    }),
    Plot.tickX(median === null ? [] : [median], {
      ...{ x, y, strokeWidth: 2.5 },
      ...strokeOf(style, scheme, partClass.median),
    }),
    Plot.dot(crosses, {
      ...{ x, y, symbol: 'times', r: 3.75, strokeWidth: 1.75 },
      ...strokeOf(style, scheme, partClass.never),
    }),
  ];
}

function timeWords(
  groups: readonly LaneGroup<AccuracyLane>[],
  { title = 'Training steps to reach an accuracy', ...options }: ChartOptions,
): ChartWords {
  const many = groups.some(({ lanes }) => lanes.some(({ steps, never }) => steps.length + never > 1));
  const { subtitle = many ? 'dot: a seed, line: median' : '' } = options;
  const told = groups.map(({ heading, lanes }) => {
    const times = lanes.map(({ name, resultLines }) => `${name} ${resultLines.join(', ')}`);
    return `${heading}: ${times.join('; ')}.`;
  });
  const intro = 'Training steps after which each accuracy was first measured.';
  return {
    title,
    subtitle,
    description: sentences(intro, ...told, subtitle),
  };
}
