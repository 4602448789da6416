import * as Plot from '@observablehq/plot';
import type { ScaleOptions } from '@observablehq/plot';
import { axisFont, type ChartFrame } from '../look/chart-frame';
import { inkOf, labelOf, partClass } from '../look/chart-style';
import type { LineStyle, Scheme } from '../look/palette';
import { nameFont } from '../marks/end-labels';

/** How many panels stand side by side and one below another, and the space between them in pixels. */
interface PanelCounts {
  readonly columns: number;
  readonly rows: number;
  readonly columnGap: number;
  readonly rowGap: number;
}

/** The panels of a chart: small charts in rows and columns, `fx` and `fy` from 0. */
export interface Panels {
  readonly fx: ScaleOptions;
  readonly fy: ScaleOptions;
  /** Of one panel, in pixels. */
  readonly width: number;
  readonly height: number;
}

/** Shares the box of the axes out among panels. */
export function panelsIn(frame: ChartFrame, { columns, rows, columnGap, rowGap }: PanelCounts): Panels {
  const width = (frame.right - frame.left - (columns - 1) * columnGap) / columns;
  const height = (frame.bottom - frame.top - (rows - 1) * rowGap) / rows;
  return { fx: panelScale(columns, width, columnGap), fy: panelScale(rows, height, rowGap), width, height };
}

function panelScale(count: number, size: number, gap: number): ScaleOptions {
  return {
    domain: Array.from({ length: count }, (_, index) => index),
    paddingInner: count > 1 ? gap / (size + gap) : 0,
    paddingOuter: 0,
    round: false,
    axis: null,
  };
}

/** What stands above a panel. */
interface PanelTitle {
  readonly fx: number;
  readonly fy: number;
  readonly text: string;
  /** The style of the network that the panel is of, if it is of one. */
  readonly style?: LineStyle;
}

/** What the panels of a row or a network have in common, above their titles or in their place. */
export function panelHeadingMarks(
  headings: readonly PanelTitle[],
  scheme: Scheme,
  rise = 28,
): Plot.Markish[] {
  return headings.map((heading) => titleMark(heading, { rise, bold: true, scheme }));
}

/** Titles right above the left ends of panels. */
export function panelTitleMarks(titles: readonly PanelTitle[], scheme: Scheme): Plot.Markish[] {
  return titles.map((title) => titleMark(title, { rise: 9, bold: false, scheme }));
}

function titleMark(
  title: PanelTitle,
  { rise, bold, scheme }: { rise: number; bold: boolean; scheme: Scheme },
): Plot.Markish {
  const { text, quiet } = inkOf(scheme);
  const plain = bold ? text : quiet;
  return Plot.text([title], {
    fx: 'fx',
    fy: 'fy',
    text: 'text',
    frameAnchor: 'top-left',
    lineAnchor: 'bottom',
    dy: -rise,
    fontSize: bold ? nameFont.fontSize : axisFont.fontSize,
    fontWeight: bold ? 'bold' : 'normal',
    ...(title.style
      ? labelOf(title.style, scheme, partClass.panel)
      : { ...plain, className: `${partClass.panel} ${plain.className}` }),
  });
}
