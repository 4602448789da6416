import * as Plot from '@observablehq/plot';
import { fillOf, inkOf } from '../chart/chart-ink';
import { type ChartOptions, checkChartOptions } from '../chart/chart-options';
import type { Chart } from '../chart/chart';
import { partClass } from '../chart/chart-style';
import { type LineStyle, type Scheme, withBatchNorm } from '../chart/palette';
import { type Lane, laneChart, type PlacedLane } from '../lanes/lane-chart';
import { checkRows } from '../rows/check-rows';
import { type EngineSpeed, engineSpeeds } from './engine-speeds';
import { speedText, stepsPerSecondWords } from './steps-per-second-words';
import type { StepsPerSecondRow } from './steps-per-second-row';

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
 * @throws {TypeError} for rows without the fields of `StepsPerSecondRow`
 * @throws {RangeError} for no rows, speeds of 0 or less, a baseline that no row is of, and sizes too small
 */
export function stepsPerSecondBars(
  rows: readonly StepsPerSecondRow[],
  options: StepsPerSecondOptions = {},
): Chart {
  checkChartOptions(caller, options);
  checkRows(caller, rows, {
    example: "{ engine: 'bnlab, compiled', stepsPerSecond: 1000 }",
    check: (fields) => {
      fields.text('engine');
      fields.number('stepsPerSecond', { above: 0 });
      fields.flag('ours', { optional: true });
      fields.text('workload', { optional: true });
    },
  });
  const { baseline } = options;
  const engines = [...new Set(rows.map(({ engine }) => engine))];
  if (baseline !== undefined && !engines.includes(baseline)) {
    const choices = engines.map((engine) => `'${engine}'`).join(', ');
    throw new RangeError(`${caller}: baseline must be one of ${choices}, got '${baseline}'`);
  }
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
