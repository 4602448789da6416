import { checkChoice } from '@bnlab/arguments';
import type * as Plot from '@observablehq/plot';
import { extent, nice } from 'd3-array';
import { checkRows } from '../data/check-rows';
import { checkNetworkRow, type NetworkGroup, networkGroups, type NetworkRow } from '../data/network-rows';
import { spreadOf } from '../data/spread';
import { labelledChart } from '../layouts/labelled-chart';
import type { Chart, ChartWords } from '../look/chart';
import type { ChartFrame } from '../look/chart-frame';
import { type ChartOptions, checkChartOptions, checkName, checkText } from '../look/chart-options';
import { lineStyles, type Scheme } from '../look/palette';
import { xNameMark, yNameMark } from '../marks/axis-marks';
import { bandsMark, dotsMark, type LineLook, linesMark } from '../marks/line-marks';
import { settingAxisMark, settingScale } from '../marks/setting-axis';
import { type ValueAxis, valueAxis, valueAxisMarks } from '../marks/value-axis';
import { formatCount, formatNumber, formatShare, formatTick, formatWholeShare } from '../text/format-number';
import { lowerFirst, sentences } from '../text/sentences';

/** The result of one seed at one value of the setting. One row per network, value of the setting and seed. */
export interface SweepRow extends NetworkRow {
  /** Value of the setting. */
  readonly x: number;
  /** The measure, for example test accuracy, 0 to 1. `null` for a run that diverged. */
  readonly value: number | null;
  /** Whether the run failed. Default: whether `value` is `null`. */
  readonly failed?: boolean;
}

export interface SweepCurveOptions extends ChartOptions {
  /** Name of the setting, for example `Learning rate`: the label of the horizontal axis. Required. */
  readonly setting: string;
  /** Name of the measure: the label of the vertical axis. Default: `Test accuracy`. */
  readonly measure?: string;
  /** Scale of the horizontal axis. `log` requires values of the setting above 0. Default: `linear`. */
  readonly scale?: 'linear' | 'log';
  /** `share` for a measure from 0 to 1, shown as a percentage; `number` for any other measure. Default: `share`. */
  readonly format?: 'share' | 'number';
}

/** Throws if an option of a sweep is unknown or invalid. */
function checkSweepOptions(options: SweepCurveOptions): void {
  checkChartOptions(caller, options, ['setting', 'measure', 'scale', 'format']);
  const { setting, measure, scale = 'linear', format = 'share' } = options;
  checkName(caller, 'setting', setting, "say what was swept, such as 'Learning rate'");
  checkText(caller, { measure });
  checkChoice(caller, 'scale', scale, ['linear', 'log']);
  checkChoice(caller, 'format', format, ['share', 'number']);
}

const caller = 'sweepCurve';

/**
 * A measure against one setting, for example the learning rate, the depth or the batch size. Per network a line marks the
 * median over the seeds, and a band the quartiles. If seeds failed, a strip below shows their share.
 *
 * Any number of networks is allowed, for example one per method of normalization.
 *
 * @param rows One row per network, value of the setting and seed, at least one.
 * @returns The chart, for `drawChart`, `toSvg` or `toPng`.
 * @throws {ArgumentError} if a row or an option is invalid, a setting on a log scale is not above 0, a share is outside 0
 *   to 1, or the width or height is too small.
 */
export function sweepCurve(rows: readonly SweepRow[], options: SweepCurveOptions): Chart {
  checkSweepOptions(options);
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

/** The results of a network at one value of the setting. */
interface SweepPoint {
  readonly x: number;
  readonly seeds: number;
  /** Number of seeds that failed. */
  readonly failed: number;
  /** Over the seeds that have a value; `NaN` if none has. */
  readonly median: number;
  readonly lower: number;
  readonly upper: number;
}

/** The points of a network in ascending order of the setting. */
function sweepPoints({ rows }: NetworkGroup<SweepRow>): SweepPoint[] {
  const settings = [...new Set(rows.map(({ x }) => x))].sort((a, b) => a - b);
  return settings.map((x) => {
    const ofSetting = rows.filter((row) => row.x === x);
    const values = ofSetting.flatMap(({ value }) => (value === null ? [] : [value]));
    const none = { median: NaN, lower: NaN, upper: NaN };
    return {
      x,
      seeds: ofSetting.length,
      failed: ofSetting.filter(({ value, failed = value === null }) => failed).length,
      ...(values.length > 0 ? spreadOf(values) : none),
    };
  });
}

/** The vertical axes of a sweep: of the measure, and of the share of seeds that failed in the strip below it. */
interface SweepAxes {
  readonly measure: ValueAxis;
  /** Undefined where no seed failed. */
  readonly failures: ValueAxis | undefined;
}

/** Shares of the height of the box: the strip, and what is above it with a gap for its name. */
const strip: [number, number] = [0, 0.16];
const aboveStrip: [number, number] = [0.32, 1];

/** Axes that all points have room on: from 0% to 100% for shares, as far as the bands go for other numbers. */
function sweepAxes(points: readonly SweepPoint[], format: 'share' | 'number'): SweepAxes {
  const hasFailures = points.some(({ failed }) => failed > 0);
  const measure = valueAxis({
    domain: format === 'share' ? [0, 1] : numberDomain(points),
    ...(hasFailures && { range: aboveStrip }),
    format: format === 'share' ? formatWholeShare : formatTick,
  });
  if (!hasFailures) return { measure, failures: undefined };
  const failures = valueAxis({ domain: [0, 1], range: strip, tickCount: 1, format: formatWholeShare });
  return { measure, failures };
}

function numberDomain(points: readonly SweepPoint[]): [number, number] {
  const [low = 0, high = 1] = extent(points.flatMap(({ lower, upper }) => [lower, upper]));
  if (low === high) return [low - 1, high + 1];
  return nice(low, high, 5);
}

/** Descriptions tell every value of up to this many settings, and the first, best and last of more. */
const mostTold = 12;

/** What the label of a network says: its best median and where, and how many seeds failed. */
function sweepPhrases(points: readonly SweepPoint[], format: 'share' | 'number'): string[] {
  const measured = points.filter(({ median }) => !Number.isNaN(median));
  const failed = points.reduce((sum, point) => sum + point.failed, 0);
  const seeds = points.reduce((sum, point) => sum + point.seeds, 0);
  const failures = failed > 0 ? [`${formatCount(failed)} of ${formatCount(seeds)} failed`] : [];
  if (measured.length === 0) return failures;
  if (format === 'number') return [`${formatNumber(measured.at(-1)!.median)} at the end`, ...failures];
  const best = measured.reduce((most, point) => (point.median > most.median ? point : most));
  return [`best ${formatShare(best.median)} at ${formatNumber(best.x)}`, ...failures];
}

/** The words of a sweep. A given title or subtitle replaces the default. */
function sweepWords(
  networks: readonly { readonly network: string; readonly points: readonly SweepPoint[] }[],
  options: SweepCurveOptions & { readonly measure: string; readonly format: 'share' | 'number' },
): ChartWords {
  const { setting, measure, format } = options;
  const { title = `${measure} against ${lowerFirst(setting)}` } = options;
  const { subtitle = `median ${seedsText(networks.flatMap(({ points }) => points))}, band: middle half` } =
    options;
  const told = networks.map(({ network, points }) => {
    const chosen = points.length > mostTold ? everyFew(points) : points;
    return `${network}: ${chosen.map((point) => pointText(point, format)).join(', ')}.`;
  });
  const intro = `Lines of ${lowerFirst(measure)} against ${lowerFirst(setting)}, with bands.`;
  return {
    title,
    subtitle,
    description: sentences(intro, ...told, subtitle),
  };
}

function pointText({ x, median, failed, seeds }: SweepPoint, format: 'share' | 'number'): string {
  const value = format === 'share' ? formatShare(median) : formatNumber(median);
  const failures = failed > 0 ? ` (${failed} of ${seeds} failed)` : '';
  return `${Number.isNaN(median) ? 'nothing' : value} at ${formatNumber(x)}${failures}`;
}

function seedsText(points: readonly SweepPoint[]): string {
  const counts = [...new Set(points.map(({ seeds }) => seeds))].sort((a, b) => a - b);
  if (counts.length === 1) return counts[0] === 1 ? 'of 1 seed' : `of ${counts[0]} seeds`;
  return `of ${counts[0]} to ${counts.at(-1)} seeds`;
}

function everyFew(points: readonly SweepPoint[]): SweepPoint[] {
  const stride = (points.length - 1) / (mostTold - 1);
  return Array.from({ length: mostTold }, (_, index) => points[Math.round(index * stride)]!);
}
