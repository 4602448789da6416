import { padding } from '../chart/chart-frame';
import { textWidth, wrapText } from '../text/text-layout';
import { spreadApart } from './spread-apart';

export const nameFont = { fontSize: 13, lineHeight: 17, bold: true } as const;
export const resultFont = { fontSize: 12, lineHeight: 16 } as const;

/** From the box of the axes to the labels. */
export const labelOffset = 22;
const gap = 8;

/** The words at the end of a network's lines, broken into lines. */
export interface EndLabel {
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
export function labelTops(
  labels: readonly EndLabel[],
  centers: readonly number[],
  { top, bottom }: { readonly top: number; readonly bottom: number },
): number[] {
  const sizes = labels.map((label) => label.height + gap);
  // A label at the top may stand level with its line; below the box are the numbers of the axis.
  const placed = spreadApart(centers, sizes, { low: top - 20, high: bottom + gap / 2 });
  return placed.map((center, index) => center - labels[index]!.height / 2);
}
