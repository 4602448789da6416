import * as Plot from '@observablehq/plot';
import type { ChartFrame } from './chart-frame';
import { colorClass, partClass } from './chart-style';
import { type EndLabel, labelOffset, nameFont, resultFont } from './end-labels';
import { chrome, type LineStyle, type Scheme } from './palette';
import { textMark } from './text-mark';

/** Where a label goes and how it looks. */
export interface LabelPlace {
  readonly frame: ChartFrame;
  /** The top of the label, in pixels from that of the chart. */
  readonly top: number;
  /** The step at the right end of the axis. */
  readonly lastStep: number;
  readonly style: LineStyle;
  readonly scheme: Scheme;
}

/** The name and the result of a network beside the end of its lines, and a thin line that leads there. */
export function labelMarks(label: EndLabel, place: LabelPlace): Plot.Markish[] {
  const { frame, top, style, scheme } = place;
  const left = frame.right + labelOffset;
  const resultTop = top + label.nameLines.length * nameFont.lineHeight;
  const name = { fill: style.text[scheme], className: `${partClass.name} ${colorClass.label(style)}` };
  const result = { fill: chrome.text[scheme], className: `${partClass.result} ${colorClass.text}` };
  return [
    leaderMark(label, place),
    textMark(label.nameLines, { frame, left, top }, nameFont, name),
    textMark(label.resultLines, { frame, left, top: resultTop }, resultFont, result),
  ];
}

function leaderMark(
  { lastStep: end, accuracy, height }: EndLabel,
  { frame, top, lastStep, style, scheme }: LabelPlace,
): Plot.Markish {
  const pixel = lastStep / (frame.right - frame.left);
  const labelAccuracy = (frame.bottom - top - height / 2) / (frame.bottom - frame.top);
  const path = [
    { step: end, accuracy },
    { step: lastStep + 3 * pixel, accuracy },
    { step: lastStep + (labelOffset - 4) * pixel, accuracy: labelAccuracy },
  ];
  return Plot.line(end === undefined ? [] : path, {
    x: 'step',
    y: 'accuracy',
    stroke: style.stroke[scheme],
    strokeWidth: 1,
    strokeOpacity: 0.6,
    strokeDasharray: '1 2',
    className: `${partClass.leader} ${colorClass.stroke(style)}`,
  });
}
