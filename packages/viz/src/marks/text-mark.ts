import * as Plot from '@observablehq/plot';
import { type ChartFrame, padding, subtitleFont, titleFont } from '../look/chart-frame';
import { inkOf } from '../look/chart-style';
import type { Scheme } from '../look/palette';

/** How a text is set. */
interface Font {
  readonly fontSize: number;
  /** From one line to the next, in pixels. */
  readonly lineHeight: number;
  readonly bold?: boolean;
}

/** Lines of text whose top left corner is `left` and `top` pixels from that of the chart, whatever panels it has. */
export function textMark(
  lines: readonly string[],
  { frame, left, top }: { frame: ChartFrame; left: number; top: number },
  { fontSize, lineHeight, bold = false }: Font,
  ink: { fill: string; className: string },
): Plot.Markish {
  return Plot.text(lines.length > 0 ? [lines.join('\n')] : [], {
    facet: 'super',
    frameAnchor: 'top-left',
    lineAnchor: 'top',
    dx: left - frame.left,
    dy: top - frame.top,
    fontSize,
    lineHeight: lineHeight / fontSize,
    fontWeight: bold ? 'bold' : 'normal',
    ...ink,
  });
}

/** The title and the subtitle above a chart. */
export function titleMarks(frame: ChartFrame, scheme: Scheme): Plot.Markish[] {
  const { titleLines, subtitleLines } = frame;
  const subtitleTop = padding + 1 + titleLines.length * titleFont.lineHeight;
  const { text, quiet } = inkOf(scheme);
  return [
    textMark(titleLines, { frame, left: padding, top: padding }, titleFont, text),
    textMark(subtitleLines, { frame, left: padding, top: subtitleTop }, subtitleFont, quiet),
  ];
}
