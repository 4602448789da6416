import * as Plot from '@observablehq/plot';
import type { ChartFrame } from '../chart/chart-frame';
import { inkOf, labelOf, strokeOf } from '../chart/chart-ink';
import { partClass } from '../chart/chart-style';
import type { LineStyle, Scheme } from '../chart/palette';
import { textMark } from '../text/text-mark';
import { type EndLabel, labelOffset, labelTops, nameFont, resultFont } from './end-labels';

/** A place in a chart, in pixels from its top left corner. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/** A label, and where the line that it belongs to ends; a line without points has no end. */
export interface LineLabel {
  readonly label: EndLabel;
  readonly style: LineStyle;
  readonly end: Place | undefined;
}

/** Where labels stand, and how they look. */
export interface LabelsPlace {
  readonly frame: ChartFrame;
  readonly scheme: Scheme;
  /** The panel whose lines the labels belong to, and how far its left edge is from that of the box of the axes. */
  readonly panel?: { readonly fx: number; readonly fy: number; readonly shift: number };
}

/** The names and results of networks beside the ends of their lines, and thin lines that lead there. */
export function labelMarks(labels: readonly LineLabel[], place: LabelsPlace): Plot.Markish[] {
  const { frame, scheme } = place;
  const tops = labelTops(
    labels.map(({ label }) => label),
    labels.map(({ end }) => end?.y ?? frame.bottom),
    frame,
  );
  return labels.flatMap((line, index) => {
    const { label, style } = line;
    const [left, top] = [frame.right + labelOffset, tops[index]!];
    const resultTop = top + label.nameLines.length * nameFont.lineHeight;
    const name = labelOf(style, scheme, partClass.name);
    const result = {
      ...inkOf(scheme).text,
      className: `${partClass.result} ${inkOf(scheme).text.className}`,
    };
    return [
      leaderMark(line, { ...place, top }),
      textMark(label.nameLines, { frame, left, top }, nameFont, name),
      textMark(label.resultLines, { frame, left, top: resultTop }, resultFont, result),
    ];
  });
}

function leaderMark(
  { label, end, style }: LineLabel,
  { frame, top, scheme, panel }: LabelsPlace & { readonly top: number },
): Plot.Markish {
  const path = end && [
    end,
    { x: frame.right + 3, y: end.y },
    { x: frame.right + labelOffset - 4, y: top + label.height / 2 },
  ];
  const shifted = (path ?? []).map(({ x, y }) => ({ x: x - (panel?.shift ?? 0), y }));
  // Places in pixels, which no scale is to move.
  return Plot.line(shifted, {
    ...(panel && { fx: () => panel.fx, fy: () => panel.fy }),
    x: { value: 'x', scale: null },
    y: { value: 'y', scale: null },
    strokeWidth: 1,
    strokeOpacity: 0.6,
    strokeDasharray: '1 2',
    ...strokeOf(style, scheme, partClass.leader),
  });
}
