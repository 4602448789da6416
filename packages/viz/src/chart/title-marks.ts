import type * as Plot from '@observablehq/plot';
import { textMark } from '../text/text-mark';
import { type ChartFrame, padding, subtitleFont, titleFont } from './chart-frame';
import { inkOf } from './chart-ink';
import type { Scheme } from './palette';

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
