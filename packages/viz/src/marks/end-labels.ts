import * as Plot from '@observablehq/plot';
import { type ChartFrame, padding } from '../look/chart-frame';
import { inkOf, labelOf, strokeOf, partClass } from '../look/chart-style';
import type { LineStyle, Scheme } from '../look/palette';
import { spreadApart } from './spread-apart';
import { textMark } from './text-mark';
import { textWidth, wrapText } from '../text/text-layout';

export const nameFont = { fontSize: 13, lineHeight: 17, bold: true } as const;
export const resultFont = { fontSize: 12, lineHeight: 16 } as const;

/** From the box of the axes to the labels. */
const labelOffset = 22;
const gap = 8;

/** The words at the end of a network's lines, broken into lines. */
interface EndLabel {
  readonly nameLines: readonly string[];
  readonly resultLines: readonly string[];
  readonly width: number;
  readonly height: number;
}

/** Breaks the name and the result of a network into lines that take a third of a chart `width` pixels wide. */
export function endLabel(
  { name, phrases }: { readonly name: string; readonly phrases: readonly string[] },
  { width }: { readonly width: number },
): EndLabel {
  const maxWidth = 0.36 * width - padding - labelOffset;
  const nameLines = wrapText(name, { maxWidth, ...nameFont });
  const resultLines = phrases.flatMap((phrase) => wrapText(phrase, { maxWidth, ...resultFont }));
  const widths = [
    ...nameLines.map((line) => textWidth(line, nameFont)),
    ...resultLines.map((line) => textWidth(line, resultFont)),
  ];
  return {
    nameLines,
    resultLines,
    width: Math.max(0, ...widths),
    height: nameLines.length * nameFont.lineHeight + resultLines.length * resultFont.lineHeight,
  };
}

/** How much room the labels take to the right of the axes. */
export function labelsMargin(labels: readonly EndLabel[]): number {
  return labelOffset + Math.max(0, ...labels.map((label) => label.width)) + padding;
}

/** How much height the labels take together. */
export function labelsHeight(labels: readonly EndLabel[]): number {
  return labels.reduce((sum, label) => sum + label.height + gap, 0);
}

/**
 * The top of each label in pixels: as near to the end of its line as the others let it be.
 *
 * @param centers where the labels want their middle
 * @param top of the box of the axes
 * @param bottom of that box
 */
function labelTops(
  labels: readonly EndLabel[],
  centers: readonly number[],
  { top, bottom }: { readonly top: number; readonly bottom: number },
): number[] {
  const sizes = labels.map((label) => label.height + gap);
  // A label at the top may stand level with its line; below the box are the numbers of the axis.
  const placed = spreadApart(centers, sizes, { low: top - 20, high: bottom + gap / 2 });
  return placed.map((center, index) => center - labels[index]!.height / 2);
}

/** A place in a chart, in pixels from its top left corner. */
interface Place {
  readonly x: number;
  readonly y: number;
}

/** A label, and where the line that it belongs to ends; a line without points has no end. */
interface LineLabel {
  readonly label: EndLabel;
  readonly style: LineStyle;
  readonly end: Place | undefined;
}

/** Where labels stand, and how they look. */
interface LabelsPlace {
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
