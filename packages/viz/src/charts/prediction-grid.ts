import * as Plot from '@observablehq/plot';
import { ArgumentError, className } from '@bnlab/arguments';
import { encode } from 'fast-png';
import { checkRows, type RowFields } from '../data/check-rows';
import type { Chart, ChartWords } from '../look/chart';
import { chartFrame, padding, plotSize } from '../look/chart-frame';
import { chartClass, inkOf, labelOf, partClass, strokeOf } from '../look/chart-style';
import { type ChartOptions, checkChartOptions, checkHeight } from '../look/chart-options';
import { type LineStyle, type Scheme, withoutBatchNorm } from '../look/palette';
import { titleMarks } from '../marks/text-mark';
import { formatCount, formatShare } from '../text/format-number';

/** A prediction for one image. One row per image. */
export interface PredictionRow {
  /**
   * Pixels of a square image, row by row from the top left corner, for example 784 values for 28 by 28. 0 (paper) to 1
   * (ink); 0 to 255 in a `Uint8Array` or `Uint8ClampedArray`.
   */
  readonly pixels: ArrayLike<number>;
  /** True class of the image. */
  readonly digit: number;
  /** Class predicted by the network. */
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
 * Images with their predicted classes below. Wrong predictions are framed and name the true class first: `4 as 9`.
 *
 * All images are part of one PNG picture within the chart, encoded without a canvas.
 *
 * @param rows One row per image, at least one.
 * @returns The chart, for `drawChart`, `toSvg` or `toPng`.
 * @throws {ArgumentError} if a row or an option is invalid, the images are not square or differ in size, a pixel is out of
 *   range, or the height is too small.
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

/** The words of a grid of predictions. A given title or subtitle replaces the default. */
function predictionWords(rows: readonly PredictionRow[], options: ChartOptions): ChartWords {
  const right = rows.filter(({ digit, prediction }) => digit === prediction).length;
  const score = `${formatCount(right)} of ${formatCount(rows.length)} single predictions right`;
  const {
    title = score,
    subtitle = 'below each image: the prediction; framed: wrong, “4 as 9” is a 4 read as a 9',
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

/** The layout of the images within one picture, in pixels of the picture. */
interface SpriteGrid {
  readonly columns: number;
  /** Width and height of an image. */
  readonly side: number;
  /** From the left edge of an image to that of the next. */
  readonly strideX: number;
  /** From the top of an image to that of the one below. */
  readonly strideY: number;
}

/** Sixteen shades are enough for small images, and take half the bytes of 256. */
const shades = 15;

/**
 * Encodes small images as one PNG picture, as a data URL: black ink whose opacity is the pixel value. One picture
 * compresses several times better than hundreds of small ones.
 */
function spriteUrl(images: readonly ArrayLike<number>[], grid: SpriteGrid): string {
  const { columns, side, strideX, strideY } = grid;
  const [width, height] = [columns * strideX, Math.ceil(images.length / columns) * strideY];
  const data = new Uint8Array(width * height * 2);
  images.forEach((pixels, index) => {
    const left = (index % columns) * strideX;
    const top = Math.floor(index / columns) * strideY;
    const most = isBytes(pixels) ? 255 : 1;
    for (let at = 0; at < side * side; at++) {
      const place = (top + Math.floor(at / side)) * width + left + (at % side);
      data[2 * place + 1] = Math.round((pixels[at]! / most) * shades) * (255 / shades);
    }
  });
  const png = encode({ width, height, data, channels: 2, depth: 8 }, { zlib: { level: 9 } });
  return `data:image/png;base64,${base64(png)}`;
}

/** Whether the values of an image go from 0 to 255. */
function isBytes(pixels: ArrayLike<number>): boolean {
  return ['Uint8Array', 'Uint8ClampedArray'].includes(className(pixels));
}

function base64(bytes: Uint8Array): string {
  // Function calls take only so many arguments.
  const chunk = 0x4000;
  let text = '';
  for (let at = 0; at < bytes.length; at += chunk) {
    text += String.fromCharCode(...bytes.subarray(at, at + chunk));
  }
  return btoa(text);
}
