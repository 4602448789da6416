import type { ChartWords } from './chart-words';
import { wrapText } from './text-layout';

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

/** Lays out the words above a chart and the box of its axes below them, `rightMargin` from the right edge. */
export function chartFrame(
  { title, subtitle }: ChartWords,
  { width, height, rightMargin }: { width: number; height: number; rightMargin: number },
): ChartFrame {
  const maxWidth = width - 2 * padding;
  const titleLines = wrapText(title, { maxWidth, ...titleFont });
  const subtitleLines = wrapText(subtitle, { maxWidth, ...subtitleFont });
  const header = titleLines.length * titleFont.lineHeight + subtitleLines.length * subtitleFont.lineHeight;
  const axisName = 44;
  return {
    width,
    height,
    titleLines,
    subtitleLines,
    left: padding + 36,
    right: width - rightMargin,
    top: padding + header + axisName,
    bottom: height - 52,
  };
}
