import { runInNewContext } from 'node:vm';
import { decode } from 'fast-png';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { predictionGrid, type PredictionRow } from '../../src/charts/prediction-grid';
import { toSvg } from '../../src/node';
import { draw, texts } from '../support/read-rows';

/** A bar that leans more for every digit. */
function drawing(digit: number): Float32Array {
  return Float32Array.from({ length: 784 }, (_, at) => {
    const [row, column] = [Math.floor(at / 28), at % 28];
    return Math.abs(column - 14 - ((row - 14) * (digit - 5)) / 10) < 2 ? 1 : 0;
  });
}

const rows: PredictionRow[] = Array.from({ length: 24 }, (_, index) => ({
  pixels: drawing(index % 10),
  digit: index % 10,
  prediction: index === 4 || index === 14 ? 9 : index % 10,
}));

/** The picture in a chart. */
function picture(chart: ReturnType<typeof predictionGrid>) {
  const image = draw(chart).only('image');
  const { width, height, data } = decode(Buffer.from(image.getAttribute('href')!.split(',')[1]!, 'base64'));
  const ink = (x: number, y: number) => data[2 * (y * width + x) + 1]!;
  return { width, height, ink };
}

describe('predictionGrid', () => {
  it('looks as it did when last looked at', () => {
    expect(toSvg(predictionGrid(rows))).toMatchSnapshot();
  });

  it('says what each image is taken for, and of those that are wrong what they show', () => {
    const chart = predictionGrid(rows.slice(3, 6));
    const svg = draw(chart);
    expect(texts(svg, 'bnlab-chart-value').sort()).toEqual(['3', '4 as 9', '5']);
    expect(chart.title).toBe('2 of 3 single predictions right');
  });

  it('tells the mistakes in words', () => {
    expect(predictionGrid(rows).description).toBe(
      'Images with what the network takes each for: 22 of 24 single predictions right, 91.7%. ' +
        'Wrong: 4 as 9 (2 times).',
    );
    expect(predictionGrid(rows.slice(0, 3)).description).toMatch(/None is wrong\.$/);
  });

  it('frames the wrong ones and no other', () => {
    const framed = draw(predictionGrid(rows))
      .ofClass('bnlab-chart-wrong')
      .flatMap((mark) => Array.from(mark.getElementsByTagName('rect')));
    expect(framed).toHaveLength(2);
  });

  it('has the pixels of every image in its place, in sixteen shades', () => {
    const image = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 16, maxLength: 16 });
    fc.assert(
      fc.property(fc.array(image, { minLength: 1, maxLength: 40 }), (images) => {
        const chart = predictionGrid(
          images.map((pixels) => ({ pixels, digit: 1, prediction: 1 })),
          { width: 400 },
        );
        const { width, height, ink } = picture(chart);
        // 4 pixels and 1 beside them, 7 times their size: 400 pixels hold 10.
        const columns = Math.min(images.length, 10);
        expect([width, height]).toEqual([5 * columns, 7 * Math.ceil(images.length / columns)]);
        images.forEach((pixels, index) =>
          pixels.forEach((value, at) => {
            const x = (index % columns) * 5 + (at % 4);
            const y = Math.floor(index / columns) * 7 + Math.floor(at / 4);
            expect(ink(x, y)).toBe(Math.round(value * 15) * 17);
          }),
        );
      }),
      { numRuns: 25 },
    );
  });

  it('takes bytes for shares of 255, in arrays of any realm', () => {
    const classes = [
      Uint8Array,
      ...(runInNewContext('[Uint8Array, Uint8ClampedArray]') as [typeof Uint8Array]),
    ];
    for (const Bytes of classes) {
      const bytes = rows.map((row) => ({ ...row, pixels: Bytes.from(row.pixels, (value) => 255 * value) }));
      expect(toSvg(predictionGrid(bytes))).toBe(toSvg(predictionGrid(rows)));
    }
  });

  it('draws two hundred images in a tenth of a megabyte', () => {
    const many = Array.from({ length: 200 }, (_, index) => rows[index % rows.length]!);
    expect(toSvg(predictionGrid(many)).length).toBeLessThan(100_000);
  });

  it.each<[string, Partial<PredictionRow>, RegExp]>([
    [
      'images that are not square',
      { pixels: [0, 1, 0] },
      /^predictionGrid: rows\[0\]\.pixels must be those of a square image, .* got 3/,
    ],
    [
      'pixels out of range',
      { pixels: drawing(1).map((value) => 255 * value) },
      /rows\[0\]\.pixels\[\d+\] must lie in 0 to 1, got 255; give values to 255 as a Uint8Array/,
    ],
    ['a digit that is none', { digit: 0.5 }, /digit must be a whole number, 0 or more, got 0\.5/],
    ['no prediction', { prediction: undefined }, /prediction must be a whole number, .* got undefined/],
  ])('refuses %s', (_, other, message) => {
    expect(() => predictionGrid([{ ...rows[0]!, ...other }])).toThrow(message);
  });

  it('refuses images of two sizes, and heights that do not hold all', () => {
    expect(() => predictionGrid([rows[0]!, { ...rows[1]!, pixels: [0] }])).toThrow(
      /rows\[1\]\.pixels must be as many as those of rows\[0\], 784, got 1/,
    );
    expect(() => predictionGrid(rows, { height: 100 })).toThrow(
      /height must be \d+ pixels or more for 24 images/,
    );
  });
});
