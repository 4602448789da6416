import type * as Plot from '@observablehq/plot';
import type { LabelledSeries } from './labelled-chart';
import { panelHeadingMarks, panelsIn, panelTitleMarks } from './panels';
import type { Chart, ChartWords } from '../look/chart';
import { chartFrame, padding, plotSize } from '../look/chart-frame';
import { checkHeight, checkWidth } from '../look/chart-options';
import { chartClass } from '../look/chart-style';
import type { LineStyle, Scheme } from '../look/palette';
import { panelStepAxisMarks, xNameMark } from '../marks/axis-marks';
import { endLabel, labelMarks, labelsHeight, labelsMargin } from '../marks/end-labels';
import { titleMarks } from '../marks/text-mark';
import { type ValueAxis, valueAxisMarks } from '../marks/value-axis';

/** A row of panels with an axis of its own. */
interface PanelRow {
  /** What stands above the row. */
  readonly name: string;
  /** The style of the network that the row is of, if it is of one. */
  readonly style?: LineStyle;
  readonly axis: ValueAxis;
}

/** Panels over training steps: a column for each layer, with an axis for each row. */
interface StepPanels {
  readonly words: ChartWords;
  readonly width: number | undefined;
  readonly height: number | undefined;
  readonly columns: readonly string[];
  readonly rows: readonly PanelRow[];
  readonly lastStep: number;
  readonly styles: readonly LineStyle[];
  /** What stands to the right of a single row, beside the ends of the lines of its last panel. */
  readonly series?: readonly LabelledSeries[];
  /** Lines and bands, at the height that the axes give them. */
  marks(scheme: Scheme): Plot.Markish;
}

const usualWidth = 720;
const columnGap = 18;
const leastPanel = { width: 56, height: 60 };
const usualPanelHeight = { ofOne: 190, ofMany: 130 };
/** For the names of the columns, and that of the row above them. */
const titleRoom = { without: 32, withName: 52 };
const leftMargin = padding + 40;

/** Lays out panels over training steps. */
export function stepPanels(caller: string, chart: StepPanels): Chart {
  const { words, columns, rows, lastStep, styles, series = [] } = chart;
  const labelsOf = (width: number) => series.map((one) => endLabel(one, { width }));
  const marginOf = (width: number) => (series.length > 0 ? labelsMargin(labelsOf(width)) : padding);
  const least =
    leftMargin + columns.length * (leastPanel.width + columnGap) - columnGap + marginOf(usualWidth);
  const { width = Math.max(usualWidth, least) } = chart;
  const labels = labelsOf(width);
  const rightMargin = marginOf(width);
  const needed = least - marginOf(usualWidth) + rightMargin;
  checkWidth(caller, width, needed, `${columns.length} panels side by side`);

  const rowRoom = rows.some(({ name }) => name !== '') ? titleRoom.withName : titleRoom.without;
  const usual = rows.length === 1 ? usualPanelHeight.ofOne : usualPanelHeight.ofMany;
  const margins = { leftMargin, rightMargin, headerMargin: rowRoom + 8, bottomMargin: 52 };
  const around = chartFrame(words, { width, height: 0, ...margins }).top + margins.bottomMargin;
  const heightOf = (panel: number) => around + rows.length * (panel + rowRoom + 12) - rowRoom - 12;
  const { height = heightOf(Math.max(usual, labelsHeight(labels))) } = chart;
  checkHeight(
    caller,
    height,
    heightOf(Math.max(leastPanel.height, labelsHeight(labels))),
    `${rows.length} rows of panels`,
  );

  const frame = chartFrame(words, { width, height, ...margins });
  const panels = panelsIn(frame, {
    columns: columns.length,
    rows: rows.length,
    columnGap,
    rowGap: rowRoom + 12,
  });
  const lineLabels = series.map(({ style, end }, index) => ({
    label: labels[index]!,
    style,
    end: end && {
      x: frame.right - panels.width * (1 - end.x / lastStep),
      y: frame.bottom - end.y * panels.height,
    },
  }));
  const lastPanel = {
    fx: columns.length - 1,
    fy: 0,
    shift: (columns.length - 1) * (panels.width + columnGap),
  };
  const titles = rows.flatMap((_, fy) => columns.map((text, fx) => ({ fx, fy, text })));
  const headings = rows.map(({ name, style }, fy) => ({ fx: 0, fy, text: name, ...(style && { style }) }));
  const ticks = rows.flatMap(({ axis }, fy) => axis.ticks.map((tick) => ({ ...tick, fy })));
  return {
    ...words,
    width,
    height,
    styles,
    plot: (scheme) => ({
      className: chartClass,
      ...plotSize(frame),
      fx: panels.fx,
      fy: panels.fy,
      x: { type: 'linear', domain: [0, lastStep], axis: null },
      y: { type: 'linear', domain: [0, 1], axis: null },
      marks: [
        titleMarks(frame, scheme),
        valueAxisMarks(ticks, { scheme, firstColumn: 0 }),
        panelHeadingMarks(headings, scheme),
        panelTitleMarks(titles, scheme),
        panelStepAxisMarks({ lastStep, width: panels.width, fy: rows.length - 1 }, scheme),
        xNameMark('Training steps', scheme),
        chart.marks(scheme),
        labelMarks(lineLabels, { frame, scheme, panel: lastPanel }),
      ],
    }),
  };
}

/** What a layer is called in a chart: numbers are counted, names stay as they are. */
export function layerName(layer: number | string): string {
  return typeof layer === 'number' ? `Layer ${layer}` : layer;
}

/** The layers of rows: numbers in ascending order, names in the order in which they are first met. */
export function layersOf(rows: readonly { readonly layer: number | string }[]): (number | string)[] {
  const layers = [...new Set(rows.map(({ layer }) => layer))];
  return layers.every((layer) => typeof layer === 'number') ? layers.sort((a, b) => a - b) : layers;
}
