import { lastPoints, type AccuracySeries } from './accuracy-series';
import { median, resultPhrases } from './result-phrases';
import { spreadApart } from './spread-apart';
import { textWidth, wrapText } from './text-layout';

export const nameFont = { fontSize: 13, lineHeight: 17, bold: true } as const;
export const resultFont = { fontSize: 12, lineHeight: 16 } as const;

/** From the box of the axes to the labels. */
export const labelOffset = 22;
const gap = 8;

/** The words at the end of a network's lines. */
export interface EndLabel {
  readonly nameLines: readonly string[];
  readonly resultLines: readonly string[];
  readonly width: number;
  readonly height: number;
  /** The accuracy that the label belongs to. */
  readonly accuracy: number;
  /** The last step of the line that went furthest, or undefined where nothing was measured. */
  readonly lastStep: number | undefined;
}

/** Breaks the name and the result of a network into lines of at most `maxWidth` pixels. */
export function endLabel(series: AccuracySeries, { maxWidth }: { maxWidth: number }): EndLabel {
  const nameLines = wrapText(series.name, { maxWidth, ...nameFont });
  const resultLines = resultPhrases(series).flatMap((phrase) =>
    wrapText(phrase, { maxWidth, ...resultFont }),
  );
  const last = lastPoints(series);
  const widths = [
    ...nameLines.map((line) => textWidth(line, nameFont)),
    ...resultLines.map((line) => textWidth(line, resultFont)),
  ];
  return {
    nameLines,
    resultLines,
    width: Math.max(0, ...widths),
    height: nameLines.length * nameFont.lineHeight + resultLines.length * resultFont.lineHeight,
    accuracy: last.length > 0 ? median(last.map((point) => point.accuracy)) : 0,
    lastStep: last.length > 0 ? Math.max(...last.map((point) => point.step)) : undefined,
  };
}

/** How much height the labels take together. */
export function labelsHeight(labels: readonly EndLabel[]): number {
  return labels.reduce((sum, label) => sum + label.height + gap, 0);
}

/**
 * The top of each label in pixels: as near to the end of its line as the others let it be.
 *
 * @param top of the box of the axes, where an accuracy of 1 is drawn
 * @param bottom of that box, where 0 is drawn
 */
export function labelTops(
  labels: readonly EndLabel[],
  { top, bottom }: { top: number; bottom: number },
): number[] {
  const centers = labels.map((label) => bottom - label.accuracy * (bottom - top));
  const sizes = labels.map((label) => label.height + gap);
  // A label at 100% may stand level with its line; below the box are the numbers of the axis.
  const placed = spreadApart(centers, sizes, { low: top - 20, high: bottom + gap / 2 });
  return placed.map((center, index) => center - labels[index]!.height / 2);
}
