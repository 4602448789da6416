import { checkChoice } from '@bnlab/arguments';
import * as Plot from '@observablehq/plot';
import { checkRows } from '../data/check-rows';
import { type Spread, spreadOf } from '../data/spread';
import { type Lane, laneChart, type LaneGroup, type PlacedLane } from '../layouts/lane-chart';
import type { Chart, ChartWords } from '../look/chart';
import { fillOf, inkOf, partClass } from '../look/chart-style';
import { type ChartOptions, checkChartOptions } from '../look/chart-options';
import { type LineStyle, type Scheme, withBatchNorm } from '../look/palette';
import { formatCount, formatNumber } from '../text/format-number';
import { sentences } from '../text/sentences';

/** A measurement of the training speed of one engine. One row per measurement. */
export interface StepsPerSecondRow {
  /** Name of the engine, for example `bnlab, compiled` or `TensorFlow.js, WebAssembly`. */
  readonly engine: string;
  /** Training steps per second, above 0. */
  readonly value: number;
  /** Name of the network and batch, for example `784-100-100-10, batches of 60`. Bars of one workload share a scale. */
  readonly workload?: string;
  /** Whether to highlight the engine. Default: `false`. */
  readonly ours?: boolean;
}

export interface StepsPerSecondOptions extends ChartOptions {
  /** Name of the engine whose speed is the unit of the ratios beside the bars. Default: no ratios. */
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
 * Training steps per second of each engine, fastest first: one bar per engine, with its value beside it. For several
 * measurements the bar shows the median and a line the range from minimum to maximum. Each workload has its own scale.
 *
 * @param rows One row per engine, workload and measurement, at least one.
 * @returns The chart, for `drawChart`, `toSvg` or `toPng`.
 * @throws {ArgumentError} if a row or an option is invalid, a speed is not above 0, no row has the baseline as its engine,
 *   or the width or height is too small.
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

/** A speed and its ratio to the baseline: `1,069 (12×)`. */
function speedText({ median }: EngineSpeed, base: number | undefined): string {
  const speed = median >= 100 ? formatCount(median) : formatNumber(median);
  if (base === undefined) return speed;
  const ratio = median / base;
  return `${speed} (${ratio >= 10 ? formatCount(ratio) : ratio.toFixed(1)}×)`;
}

/** The words of a chart of speeds. A given title or subtitle replaces the default. */
function stepsPerSecondWords(
  groups: readonly LaneGroup<Lane & EngineSpeed>[],
  options: StepsPerSecondOptions,
): ChartWords {
  const { title = 'Training steps per second', baseline } = options;
  const repeated = groups.some(({ lanes }) => lanes.some(({ count }) => count > 1));
  const reading = [
    ...(repeated ? ['bar: median, line: minimum to maximum'] : []),
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
    description: sentences('Bars of training steps per second.', ...told, subtitle),
  };
}
