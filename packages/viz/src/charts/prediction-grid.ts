import { ArgumentError } from '@bnlab/arguments';
import * as Plot from '@observablehq/plot';
import { isBytes, spriteUrl } from './sprite';
import { checkRows, type RowFields } from '../data/check-rows';
import type { Chart, ChartWords } from '../look/chart';
import { chartFrame, padding, plotSize } from '../look/chart-frame';
import { inkOf, labelOf, strokeOf } from '../look/chart-ink';
import { type ChartOptions, checkChartOptions, checkHeight } from '../look/chart-options';
import { chartClass, partClass } from '../look/chart-style';
import { type LineStyle, type Scheme, withoutBatchNorm } from '../look/palette';
import { titleMarks } from '../marks/text-mark';
import { formatCount, formatShare } from '../text/format-number';

/** A single prediction: a row for each image. */
export interface PredictionRow {
  /**
   * The image, row by row from its top left corner: as many values as a square has, such as 784 for 28 by 28. 0 to 1, or
   * 0 to 255 in a `Uint8Array` or `Uint8ClampedArray`; 0 is paper, the greatest is ink.
   */
  readonly pixels: ArrayLike<number>;
  /** What the image shows. */
  readonly digit: number;
  /** What the network took it for. */
  readonly prediction: number;
}

/** An image and its place in the chart, in pixels. */
interface Tile extends PredictionRow {
  readonly left: number;
  readonly top: number;
}

const caller = 'predictionGrid';
/** Pixels: an image of 28 by 28, and the space for its prediction below and for its frame beside it. */
const usualSide = 28;
const space = { x: 6, y: 18 };
/** Paper is light on dark pages too: the ink is black. */
const paper = { right: '#eceef1', wrong: '#ffdcc7' };
const wrongStyle = withoutBatchNorm[0] as LineStyle;

/**
 * Single predictions: each image with what the network takes it for below. Those that are wrong are framed, and say
 * what they show too: `4 as 9`.
 *
 * The images are one PNG picture within the chart, made without a canvas.
 *
 * @param rows one for each image
 * @throws {ArgumentError} for rows without the fields of `PredictionRow`,
 *   no rows, images that are not square or not of one size, pixels out of range, and heights
 *   too small
 */
export function predictionGrid(rows: readonly PredictionRow[], options: ChartOptions = {}): Chart {
  checkChartOptions(caller, options);
  checkRows(caller, rows, {
    example: '{ pixels: new Float32Array(784), digit: 4, prediction: 9 }',
    check: checkPredictionRow,
  });
  const side = imageSide(rows);
  const { width = 720 } = options;
  const words = predictionWords(rows, options);

  // Images take whole pixels, so that theirs stay sharp.
  const scale = Math.max(1, Math.round(usualSide / side));
  const strideX = side + Math.ceil(space.x / scale);
  const strideY = side + Math.ceil(space.y / scale);
  const gap = (strideX - side) * scale;
  const room = Math.floor((width - 2 * padding + gap) / (strideX * scale));
  const columns = Math.max(1, Math.min(rows.length, room));
  const lines = Math.ceil(rows.length / columns);
  const margins = { leftMargin: padding, rightMargin: padding, headerMargin: 14, bottomMargin: padding };
  const { top } = chartFrame(words, { width, height: 0, ...margins });
  const least = top + lines * strideY * scale + margins.bottomMargin;
  const { height = least } = options;
  checkHeight(caller, height, least, `${formatCount(rows.length)} images`);

  const frame = chartFrame(words, { width, height, ...margins });
  const tiles = rows.map((row, index) => ({
    ...row,
    left: padding + (index % columns) * strideX * scale,
    top: top + Math.floor(index / columns) * strideY * scale,
  }));
  const images = rows.map(({ pixels }) => pixels);
  const picture = {
    src: spriteUrl(images, { columns, side, strideX, strideY }),
    width: columns * strideX * scale,
    height: lines * strideY * scale,
  };
  return {
    ...words,
    width,
    height,
    styles: [wrongStyle],
    plot: (scheme) => ({
      className: chartClass,
      ...plotSize(frame),
      x: { type: 'identity', axis: null },
      y: { type: 'identity', axis: null },
      marks: [
        titleMarks(frame, scheme),
        paperMarks(tiles, side * scale, scheme),
        Plot.image([picture], {
          src: 'src',
          x: padding + picture.width / 2,
          y: top + picture.height / 2,
          width: picture.width,
          height: picture.height,
          preserveAspectRatio: 'none',
          imageRendering: 'pixelated',
        }),
        captionMarks(tiles, side * scale, scheme),
      ],
    }),
  };
}

function checkPredictionRow(fields: RowFields): void {
  fields.someNumbers('pixels');
  fields.number('digit', { whole: true, min: 0 });
  fields.number('prediction', { whole: true, min: 0 });
}

/** The width and the height of every image. */
function imageSide(rows: readonly PredictionRow[]): number {
  const count = rows[0]!.pixels.length;
  const side = Math.sqrt(count);
  if (!Number.isInteger(side)) {
    throw new ArgumentError(
      caller,
      `rows[0].pixels must be those of a square image, such as 784 for 28 by 28, got ${count}`,
    );
  }
  rows.forEach(({ pixels }, index) => {
    if (pixels.length !== count) {
      throw new ArgumentError(
        caller,
        `rows[${index}].pixels must be as many as those of rows[0], ${count}, got ${pixels.length}`,
      );
    }
    const bad = isBytes(pixels) ? -1 : Array.from(pixels).findIndex((value) => !(value >= 0 && value <= 1));
    if (bad >= 0) {
      throw new ArgumentError(
        caller,
        `rows[${index}].pixels[${bad}] must lie in 0 to 1, got ${pixels[bad]}; ` +
          'give values to 255 as a Uint8Array',
      );
    }
  });
  return side;
}

function isWrong({ digit, prediction }: PredictionRow): boolean {
  return digit !== prediction;
}

function paperMarks(tiles: readonly Tile[], size: number, scheme: Scheme): Plot.Markish[] {
  const box = {
    x1: 'left',
    x2: ({ left }: Tile) => left + size,
    y1: 'top',
    y2: ({ top }: Tile) => top + size,
  };
  const wrong = tiles.filter(isWrong);
  return [
    Plot.rect(
      tiles.filter((tile) => !isWrong(tile)),
      { ...box, fill: paper.right },
    ),
    Plot.rect(wrong, { ...box, fill: paper.wrong }),
    Plot.rect(wrong, {
      ...box,
      ...{ fill: 'none', strokeWidth: 2, inset: -1 },
      ...strokeOf(wrongStyle, scheme, partClass.wrong),
    }),
  ];
}

function captionMarks(tiles: readonly Tile[], size: number, scheme: Scheme): Plot.Markish[] {
  const below = {
    x: ({ left }: Tile) => left + size / 2,
    y: ({ top }: Tile) => top + size,
    lineAnchor: 'top',
    dy: 3,
    fontSize: 10,
  } as const;
  const { quiet } = inkOf(scheme);
  return [
    Plot.text(
      tiles.filter((tile) => !isWrong(tile)),
      {
        ...below,
        text: ({ prediction }: Tile) => `${prediction}`,
        ...quiet,
        className: `${partClass.value} ${quiet.className}`,
      },
    ),
    Plot.text(tiles.filter(isWrong), {
      ...below,
      text: ({ digit, prediction }: Tile) => `${digit} as ${prediction}`,
      fontWeight: 'bold',
      ...labelOf(wrongStyle, scheme, partClass.value),
    }),
  ];
}

/** Descriptions name this many kinds of mistakes at most. */
const mostTold = 20;

/** The words of a grid of predictions; a title or subtitle that is given replaces ours. */
function predictionWords(rows: readonly PredictionRow[], options: ChartOptions): ChartWords {
  const right = rows.filter(({ digit, prediction }) => digit === prediction).length;
  const score = `${formatCount(right)} of ${formatCount(rows.length)} single predictions right`;
  const {
    title = score,
    subtitle = 'below each image its prediction; framed: wrong, “4 as 9” is a 4 taken for a 9',
  } = options;
  const share = formatShare(right / rows.length);
  return {
    title,
    subtitle,
    description: `Images with what the network takes each for: ${score}, ${share}. ${mistakeText(rows)}`,
  };
}

function mistakeText(rows: readonly PredictionRow[]): string {
  const counts = new Map<string, number>();
  for (const { digit, prediction } of rows) {
    if (digit === prediction) continue;
    const kind = `${digit} as ${prediction}`;
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  if (counts.size === 0) return 'None is wrong.';
  const kinds = [...counts].sort((a, b) => b[1] - a[1]);
  const told = kinds
    .slice(0, mostTold)
    .map(([kind, count]) => (count > 1 ? `${kind} (${count} times)` : kind));
  const more = kinds.length > mostTold ? ', and other mistakes' : '';
  return `Wrong: ${told.join(', ')}${more}.`;
}
