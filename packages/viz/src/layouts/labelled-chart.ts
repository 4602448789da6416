import * as Plot from '@observablehq/plot';
import type { Chart, ChartWords } from '../look/chart';
import { type ChartFrame, chartFrame, type FrameMargins, plotSize } from '../look/chart-frame';
import { checkHeight } from '../look/chart-options';
import { chartClass } from '../look/chart-style';
import type { LineStyle, Scheme } from '../look/palette';
import { endLabel, labelMarks, labelsHeight, labelsMargin } from '../marks/end-labels';
import { titleMarks } from '../marks/text-mark';

/** Lines of one name: what its label says and where that belongs. */
export interface LabelledSeries {
  readonly name: string;
  readonly phrases: readonly string[];
  readonly style: LineStyle;
  /** In the units of the axes; undefined where the lines have no points. */
  readonly end: { readonly x: number; readonly y: number } | undefined;
}

/** A chart with one box of axes and a label at the end of the lines of each series. */
interface LabelledChart {
  readonly words: ChartWords;
  readonly width: number;
  /** Default: 440 pixels, or what the labels need. */
  readonly height: number | undefined;
  /** The least height of the box of the axes. Default: 80 pixels. */
  readonly leastBox?: number;
  readonly margins?: Omit<FrameMargins, 'rightMargin'>;
  readonly x: Plot.ScaleOptions;
  readonly y: Plot.ScaleOptions;
  readonly series: readonly LabelledSeries[];
  /** Axes, lines and whatever else is in the box. */
  marks(scheme: Scheme, frame: ChartFrame): Plot.Markish;
}

const usualHeight = 440;

/** Lays out a chart whose series have labels beside the ends of their lines. */
export function labelledChart(caller: string, chart: LabelledChart): Chart {
  const { words, width, leastBox = 80, margins, series } = chart;
  const labels = series.map((one) => endLabel(one, { width }));
  const frameOf = (height: number) =>
    chartFrame(words, { width, height, ...margins, rightMargin: labelsMargin(labels) });
  const usual = frameOf(usualHeight);
  const around = usualHeight - (usual.bottom - usual.top);
  const needed = Math.ceil(around + Math.max(labelsHeight(labels), leastBox));
  const { height = Math.max(usualHeight, needed) } = chart;
  checkHeight(caller, height, needed, 'these labels');
  const frame = frameOf(height);

  const x = { ...chart.x, range: [frame.left, frame.right] };
  const y = { ...chart.y, range: [frame.bottom, frame.top] };
  const scales = { x: Plot.scale({ x }), y: Plot.scale({ y }) };
  const lineLabels = series.map(({ style, end }, index) => ({
    label: labels[index]!,
    style,
    end: end && { x: scales.x.apply(end.x) as number, y: scales.y.apply(end.y) as number },
  }));
  return {
    ...words,
    width,
    height,
    styles: series.map(({ style }) => style),
    plot: (scheme) => ({
      className: chartClass,
      ...plotSize(frame),
      x: chart.x,
      y: chart.y,
      marks: [
        titleMarks(frame, scheme),
        chart.marks(scheme, frame),
        labelMarks(lineLabels, { frame, scheme }),
      ],
    }),
  };
}
