import * as Plot from '@observablehq/plot';
import type { ChartFrame } from '../chart/chart-frame';

/** How a text is set. */
export interface Font {
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
