import { wrapText } from '../text/text-layout';

export const titleFont = { fontSize: 17, lineHeight: 22, bold: true } as const;
export const subtitleFont = { fontSize: 12.5, lineHeight: 17 } as const;
export const axisFont = { fontSize: 12, lineHeight: 16 } as const;

/** The space around the texts at the edges of a chart. */
export const padding = 16;

/** Where the parts of a chart are, in pixels from its top left corner. */
export interface ChartFrame {
  readonly width: number;
  readonly height: number;
  readonly titleLines: readonly string[];
  readonly subtitleLines: readonly string[];
  /** The box of the axes. */
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** The margins of the box of the axes. */
export interface FrameMargins {
  /** From the left edge. Default: room for percentages. */
  readonly leftMargin?: number;
  /** From the right edge. */
  readonly rightMargin: number;
  /** From the words above. Default: room for the name of the vertical axis. */
  readonly headerMargin?: number;
  /** From the lower edge. Default: room for ticks and the name of the horizontal axis. */
  readonly bottomMargin?: number;
}

/** Lays out the words above a chart and the box of its axes below them. */
export function chartFrame(
  { title, subtitle }: { readonly title: string; readonly subtitle: string },
  { width, height, ...margins }: { readonly width: number; readonly height: number } & FrameMargins,
): ChartFrame {
  const { leftMargin = padding + 36, rightMargin, headerMargin = 44, bottomMargin = 52 } = margins;
  const maxWidth = width - 2 * padding;
  const titleLines = wrapText(title, { maxWidth, ...titleFont });
  const subtitleLines = wrapText(subtitle, { maxWidth, ...subtitleFont });
  const header = titleLines.length * titleFont.lineHeight + subtitleLines.length * subtitleFont.lineHeight;
  return {
    width,
    height,
    titleLines,
    subtitleLines,
    left: leftMargin,
    right: width - rightMargin,
    top: padding + header + headerMargin,
    bottom: height - bottomMargin,
  };
}

/** The frame's size and margins, as options of Observable Plot. */
export function plotSize({ width, height, left, right, top, bottom }: ChartFrame) {
  return {
    width,
    height,
    marginLeft: left,
    marginRight: width - right,
    marginTop: top,
    marginBottom: height - bottom,
  };
}
