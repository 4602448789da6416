import * as Plot from '@observablehq/plot';
import { ArgumentError, checkNumber } from '@bnlab/arguments';
import { ticks as niceTicks } from 'd3-array';
import { accuracyRun } from '../data/accuracy-series';
import { checkRows } from '../data/check-rows';
import {
  checkNetworkRow,
  type NetworkGroup,
  networkGroups,
  type NetworkRow,
  networkRows,
} from '../data/network-rows';
import { checkRecords, type RunRecord } from '../data/run-record';
import { medianOf } from '../data/spread';
import { type Lane, laneChart, type LaneGroup, type PlacedLane } from '../layouts/lane-chart';
import type { Chart, ChartWords } from '../look/chart';
import type { ChartFrame } from '../look/chart-frame';
import { fillOf, inkOf, partClass, strokeOf } from '../look/chart-style';
import { type ChartOptions, checkChartOptions } from '../look/chart-options';
import { type LineStyle, lineStyles, type Scheme } from '../look/palette';
import { tickText, xNameMark } from '../marks/axis-marks';
import { formatCount, formatNumber, formatShortShare } from '../text/format-number';
import { sentences } from '../text/sentences';

/** The step at which one seed first reached an accuracy. One row per network, accuracy and seed. */
export interface TimeToAccuracyRow extends NetworkRow {
  /** Target accuracy, above 0, at most 1. */
  readonly target: number;
  /** Seed of the run. */
  readonly seed: number | string;
  /** Training step at which the target was first measured, 0 or more; `null` if it was never reached. */
  readonly value: number | null;
  /** Training time up to that step, in seconds; left out or `null` if unknown. */
  readonly seconds?: number | null;
}

const caller = 'timeToAccuracy';

/**
 * Training steps to reach target accuracies: one lane per target and network, with a dot per seed, a line at the median,
 * and the median as text, also in seconds if known. Seeds that never reached the target are crosses in a separate column,
 * and rank as slower than all others.
 *
 * @param rows One row per network, target and seed, at least one; `timeToAccuracyRows` makes them from run records.
 * @returns The chart, for `drawChart`, `toSvg` or `toPng`.
 * @throws {ArgumentError} if a row or an option is invalid, a target is outside 0 to 1, or the width or height is too
 *   small.
 */
export function timeToAccuracy(rows: readonly TimeToAccuracyRow[], options: ChartOptions = {}): Chart {
  checkChartOptions(caller, options);
  checkRows(caller, rows, {
    example: "{ target: 0.9, network: 'With Batch Norm', batchNorm: true, seed: 1, value: 550 }",
    check: (fields) => {
      checkNetworkRow(fields);
      fields.number('target', { above: 0, max: 1, hint: 'divide percentages by 100' });
      fields.label('seed');
      fields.number('value', { nullable: true, min: 0, hint: 'null says that it was never reached' });
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
  const { subtitle = many ? 'dot: one seed, line: median' : '' } = options;
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

/** The steps at which the seeds of a network reached an accuracy. */
interface AccuracyLane extends Lane {
  /** The step of each seed that reached it. */
  readonly steps: readonly number[];
  /** Number of seeds that never reached it. */
  readonly never: number;
  /** Median over all seeds, where never is greater than any step; `null` if the median is never. */
  readonly median: number | null;
}

/** A group of lanes for each accuracy, the lowest first, with a lane for each network that has rows of it. */
function accuracyLanes(
  networks: readonly NetworkGroup<TimeToAccuracyRow>[],
  styles: readonly LineStyle[],
): LaneGroup<AccuracyLane>[] {
  const targets = [...new Set(networks.flatMap(({ rows }) => rows.map(({ target }) => target)))];
  return targets
    .sort((a, b) => a - b)
    .map((target) => ({
      heading: `${formatShortShare(target)} accuracy`,
      lanes: networks.flatMap(({ network, rows }, index) => {
        const ofTarget = rows.filter((row) => row.target === target);
        return ofTarget.length > 0 ? [accuracyLane(network, ofTarget, styles[index]!)] : [];
      }),
    }));
}

function accuracyLane(name: string, rows: readonly TimeToAccuracyRow[], style: LineStyle): AccuracyLane {
  const steps = rows.flatMap(({ value }) => value ?? []);
  const never = rows.length - steps.length;
  const median = medianOrNever(rows.map(({ value }) => value));
  const seconds = rows.every((row) => row.value === null || typeof row.seconds === 'number')
    ? medianOrNever(rows.map((row) => row.seconds ?? null))
    : null;
  const time = seconds === null ? '' : `, ${formatNumber(seconds)} s`;
  const reached = median === null ? 'never' : `${formatCount(median)} steps${time}`;
  const did = rows.length > 1 && never > 0 ? [`${steps.length} of ${rows.length} seeds did`] : [];
  return { name, style, steps, never, median, resultLines: [reached, ...did] };
}

/** The median where never comes after any number; `null` for never. */
function medianOrNever(values: readonly (number | null)[]): number | null {
  const median = medianOf(values.map((value) => value ?? Infinity));
  return Number.isFinite(median) ? median : null;
}

/** The horizontal axis: steps, and beyond them a column for seeds that never got there. */
interface NeverColumn {
  /** Where the axis of steps ends. */
  readonly last: number;
  /** The middle of the column; undefined where all seeds got there. */
  readonly at: number | undefined;
  /** Between the marks of two seeds. */
  readonly apart: number;
  /** Where the column ends. */
  readonly end: number;
}

/** Shares of the axis of steps: before the column, and between two marks in it. */
const before = 0.09;
const between = 0.025;

/** Makes room beyond the steps for the most seeds of a lane that never got there. */
function neverColumn(lanes: readonly AccuracyLane[]): NeverColumn {
  const last = Math.max(0, ...lanes.flatMap(({ steps }) => steps)) || 1;
  const most = Math.max(...lanes.map(({ never }) => never));
  if (most === 0) return { last, at: undefined, apart: 0, end: last * 1.02 };
  // Many seeds share the room of ten.
  const apart = (last * between * Math.min(most, 10)) / most;
  const half = Math.max(((most - 1) * apart) / 2, last * 0.04);
  const at = last * (1 + before) + half;
  return { last, at, apart, end: at + half + last * 0.02 };
}

/**
 * Makes the rows of `timeToAccuracy` from run records: the first measured step at which each network reached each target.
 * Seconds are that step divided by `stepsPerSecond`, for networks that have it.
 *
 * @param records Run records of one preset, at least one.
 * @param targets Target accuracies, each above 0 and at most 1; at least one.
 * @returns One row per record, network and target.
 * @throws {ArgumentError} if a record or a target is invalid, or there are none.
 */
export function timeToAccuracyRows(
  records: readonly RunRecord[],
  targets: readonly number[],
): TimeToAccuracyRow[] {
  const rowsCaller = 'timeToAccuracyRows';
  checkRecords(rowsCaller, records);
  if (!(targets?.length > 0) || typeof targets === 'string') {
    throw new ArgumentError(rowsCaller, 'targets must hold at least one accuracy, such as 0.9, got none');
  }
  for (const target of targets as readonly unknown[]) {
    if (typeof target === 'number' && target > 1) {
      throw new ArgumentError(
        rowsCaller,
        `targets must be above 0 and 1 at most, got ${target}; divide percentages by 100`,
      );
    }
    checkNumber(rowsCaller, 'targets', target, { above: 0 });
  }
  return networkRows(records, (network, { seed }) => {
    const { points } = accuracyRun(network);
    return targets.map((target) => {
      const value = points.find(({ y }) => y >= target)?.x ?? null;
      const isTimed = value !== null && network.stepsPerSecond !== undefined;
      return { seed, target, value, ...(isTimed && { seconds: value / network.stepsPerSecond }) };
    });
  });
}
