import { checkChoice } from '@bnlab/arguments';
import * as Plot from '@observablehq/plot';
import { checkRows } from '../data/check-rows';
import { type Spread, spreadOf } from '../data/spread';
import { type Lane, laneChart, type LaneGroup, type PlacedLane } from '../layouts/lane-chart';
import type { Chart, ChartWords } from '../look/chart';
import { fillOf, inkOf } from '../look/chart-ink';
import { type ChartOptions, checkChartOptions } from '../look/chart-options';
import { partClass } from '../look/chart-style';
import { type LineStyle, type Scheme, withBatchNorm } from '../look/palette';
import { formatCount, formatNumber } from '../text/format-number';
import { sentences } from '../text/sentences';

/** How fast an engine trained: a row for each measurement. */
export interface StepsPerSecondRow {
  /** What trained, such as `bnlab, compiled` or `TensorFlow.js, WebAssembly`. */
  readonly engine: string;
  /** Training steps a second, above 0. */
  readonly value: number;
  /** What was trained, such as `784-100-100-10, batches of 60`; bars of one workload share a scale. */
  readonly workload?: string;
  /** Whether the engine is one to be seen first, such as that of this library. Default: no. */
  readonly ours?: boolean;
}

export interface StepsPerSecondOptions extends ChartOptions {
  /** The engine that the others are said to be so many times as fast as. Default: none. */
  readonly baseline?: string;
}

interface Bar extends Lane, EngineSpeed {
  /** The greatest speed of the workload, which takes the whole width. */
  readonly most: number;
}

const caller = 'stepsPerSecondBars';
const ours = withBatchNorm[0] as LineStyle;
const others = withBatchNorm[2] as LineStyle;

/**
 * Training steps a second of each engine, fastest first: bars from 0, with the numbers beside them. Several
 * measurements of an engine give a bar to the median and a line from the least to the greatest. Each workload has a
 * scale of its own.
 *
 * @param rows one for each engine, workload, and measurement
 * @throws {ArgumentError} for rows without the fields of `StepsPerSecondRow`,
 *   no rows, speeds of 0 or less, a baseline that no row is of, and sizes too small
 */
export function stepsPerSecondBars(
  rows: readonly StepsPerSecondRow[],
  options: StepsPerSecondOptions = {},
): Chart {
  checkChartOptions(caller, options, ['baseline']);
  checkRows(caller, rows, {
    example: "{ engine: 'bnlab, compiled', value: 1000 }",
    check: (fields) => {
      fields.text('engine');
      fields.number('value', { above: 0 });
      fields.flag('ours', { optional: true });
      fields.text('workload', { optional: true });
    },
  });
  const { baseline } = options;
  const engines = [...new Set(rows.map(({ engine }) => engine))];
  if (baseline !== undefined) checkChoice(caller, 'baseline', baseline, engines);
  const workloads = engineSpeeds(rows);
  const groups = workloads.map(({ workload, speeds }) => {
    const base = speeds.find(({ engine }) => engine === baseline)?.median;
    const most = Math.max(...speeds.map(({ max }) => max));
    const lanes = speeds.map((speed): Bar => ({
      ...speed,
      most,
      name: speed.engine,
      resultLines: [speedText(speed, base)],
      style: speed.ours ? ours : others,
    }));
    return { heading: workload, lanes };
  });
  return laneChart(caller, {
    words: stepsPerSecondWords(groups, options),
    width: options.width,
    height: options.height,
    groups,
    x: { type: 'linear', domain: [0, 1], axis: null },
    marks: (lanes, scheme) => [
      lanes.map((lane) => barMarks(lane, scheme)),
      Plot.tickX(lanes, { x: () => 0, y: 'slot', ...inkOf(scheme).axis }),
    ],
  });
}

function barMarks(bar: PlacedLane<Bar>, scheme: Scheme): Plot.Markish[] {
  const { median, min, max, most, style } = bar;
  return [
    Plot.barX([bar], { y: 'slot', x1: 0, x2: () => median / most, ...fillOf(style, scheme, partClass.bar) }),
    Plot.ruleY(min < max ? [bar] : [], {
      y: 'slot',
      x1: () => min / most,
      x2: () => max / most,
      strokeWidth: 1.5,
      ...inkOf(scheme).ink,
    }),
  ];
}

/** The measurements of one engine on one workload. */
interface EngineSpeed extends Spread {
  readonly engine: string;
  readonly ours: boolean;
  readonly count: number;
}

/** The engines that trained one workload, fastest first. */
interface WorkloadSpeeds {
  /** `''` where the rows name none. */
  readonly workload: string;
  readonly speeds: readonly EngineSpeed[];
}

/** Gathers measurements by workload and engine. */
function engineSpeeds(rows: readonly StepsPerSecondRow[]): WorkloadSpeeds[] {
  return [...new Set(rows.map(({ workload = '' }) => workload))].map((name) => {
    const ofWorkload = rows.filter(({ workload = '' }) => workload === name);
    const speeds = [...new Set(ofWorkload.map(({ engine }) => engine))].map((engine) => {
      const ofEngine = ofWorkload.filter((row) => row.engine === engine);
      return {
        engine,
        ours: ofEngine.some((row) => row.ours),
        count: ofEngine.length,
        ...spreadOf(ofEngine.map(({ value }) => value)),
      };
    });
    return { workload: name, speeds: speeds.sort((a, b) => b.median - a.median) };
  });
}

/** A speed, and how many times that of the baseline it is: `1,069 (12×)`. */
function speedText({ median }: EngineSpeed, base: number | undefined): string {
  const speed = median >= 100 ? formatCount(median) : formatNumber(median);
  if (base === undefined) return speed;
  const ratio = median / base;
  return `${speed} (${ratio >= 10 ? formatCount(ratio) : ratio.toFixed(1)}×)`;
}

/** The words of a chart of speeds; a title or subtitle that is given replaces ours. */
function stepsPerSecondWords(
  groups: readonly LaneGroup<Lane & EngineSpeed>[],
  options: StepsPerSecondOptions,
): ChartWords {
  const { title = 'Training steps a second', baseline } = options;
  const repeated = groups.some(({ lanes }) => lanes.some(({ count }) => count > 1));
  const reading = [
    ...(repeated ? ['bar: median, line: least to greatest'] : []),
    ...(baseline === undefined ? [] : [`×: times ${baseline}`]),
    ...(groups.length > 1 ? ['each workload has its own scale'] : []),
  ];
  const { subtitle = reading.join(' · ') } = options;
  const told = groups.map(({ heading, lanes }) => {
    const speeds = lanes.map(({ name, resultLines }) => `${name} ${resultLines.join()}`).join(', ');
    return heading === '' ? `${speeds}.` : `${heading}: ${speeds}.`;
  });
  return {
    title,
    subtitle,
    description: sentences('Bars of training steps a second.', ...told, subtitle),
  };
}
