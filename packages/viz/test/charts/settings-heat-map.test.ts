import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { settingsHeatMap, type SettingsHeatMapOptions, type SettingsRow } from '../../src';
import { cellColor } from '../../src/marks/cell-color';
import { toSvg } from '../../src/node';
import { draw, share, texts } from '../support/read-rows';

const options = { x: 'Learning rate', y: 'Starting deviation' };
const networks = [
  { network: 'Without Batch Norm', batchNorm: false },
  { network: 'With Batch Norm', batchNorm: true },
];
const rows: SettingsRow[] = networks.flatMap((network, n) =>
  [0.01, 1].flatMap((x, column) =>
    [0.05, 5].flatMap((y, row) =>
      [0, 0.1, 0.2].map((shift) => ({
        ...network,
        ...{ x, y, value: n === 0 && column + row === 2 ? null : 0.5 + 0.1 * (column + row) + shift },
      })),
    ),
  ),
);

describe('settingsHeatMap', () => {
  it('looks as it did when last looked at', () => {
    expect(toSvg(settingsHeatMap(rows, options))).toMatchSnapshot();
  });

  it('writes the median in every cell', () => {
    const svg = draw(settingsHeatMap(rows, options));
    expect(texts(svg, 'bnlab-chart-value').sort()).toEqual(
      ['60.0%', '60.0%', '70.0%', '70.0%', '70.0%', '70.0%', '80.0%'].sort(),
    );
    expect(texts(svg, 'bnlab-chart-panel')).toEqual(['Without Batch Norm', 'With Batch Norm']);
    expect(texts(svg, 'bnlab-chart-quiet')).toContain('failed');
  });

  it('tells the best and the worst in words', () => {
    expect(settingsHeatMap(rows, options).description).toBe(
      'A table of test accuracy by learning rate and starting deviation, colored by value. ' +
        'Without Batch Norm: best 70.0% at learning rate 1 and starting deviation 0.05, ' +
        'worst 60.0% at learning rate 0.01 and starting deviation 0.05, 1 of 4 choices broke down. ' +
        'With Batch Norm: best 80.0% at learning rate 1 and starting deviation 5, ' +
        'worst 60.0% at learning rate 0.01 and starting deviation 0.05. median of 3 seeds.',
    );
  });

  it('counts seeds that broke down as worse than any other', () => {
    const cell = (...accuracies: (number | null)[]) => {
      const all = accuracies.map((value) => ({ ...networks[1]!, x: 1, y: 1, value }));
      const svg = draw(settingsHeatMap(all, options));
      return texts(svg, 'bnlab-chart-value')[0] ?? 'failed';
    };
    expect(cell(0.9, null, 0.8)).toBe('80.0%');
    expect(cell(0.9, null)).toBe('failed');
    expect(cell(null, 0.9, null)).toBe('failed');
  });

  it('has a cell for each choice, in the order of the settings, side by side where there is room', () => {
    const setting = fc.uniqueArray(fc.double({ min: 1e-4, max: 10, noNaN: true }), {
      minLength: 1,
      maxLength: 6,
    });
    fc.assert(
      fc.property(setting, setting, fc.integer({ min: 360, max: 900 }), (xs, ys, width) => {
        const all = networks.flatMap((network) =>
          xs.flatMap((x) => ys.map((y) => ({ ...network, x, y, value: 0.5 }))),
        );
        const svg = draw(settingsHeatMap(all, { ...options, width }));
        const rects = svg
          .ofClass('bnlab-chart-cell')
          .flatMap((mark) => Array.from(mark.getElementsByTagName('rect')));
        expect(rects).toHaveLength(2 * xs.length * ys.length);
        for (const rect of rects) {
          expect(Number(rect.getAttribute('width'))).toBeGreaterThan(30);
          expect(Number(rect.getAttribute('height'))).toBeGreaterThan(16);
        }
      }),
      { numRuns: 20 },
    );
  });

  it('takes settings with names', () => {
    const named = rows.map((row) => ({ ...row, y: row.y === 5 ? 'ReLU' : 'sigmoid' }));
    expect(toSvg(settingsHeatMap(named, options))).toContain('sigmoid');
  });

  it.each<[string, Partial<SettingsRow>, Partial<SettingsHeatMapOptions>, RegExp]>([
    ['percentages', { value: 50 }, {}, /^settingsHeatMap: rows\[0\]\.value must be .* got 50; divide/],
    ['a setting that is none', { x: NaN }, {}, /rows\[0\]\.x must be a finite number or a string .* got NaN/],
    ['no name of a setting', {}, { y: undefined }, /y must say what the setting is, .* got undefined/],
    ['a width without room', {}, { width: 281 }, /width must be \d+ pixels or more for 8 columns, got 281/],
    [
      'a height without room',
      {},
      { height: 100 },
      /height must be \d+ pixels or more for these rows, got 100/,
    ],
  ])('refuses %s', (_, row, other, message) => {
    const many = Array.from({ length: 8 }, (__, x) => ({ ...rows[0]!, x }));
    const [first, ...rest] = many;
    const bad = [{ ...first!, ...row }, ...rest];
    expect(() => settingsHeatMap(bad, { ...options, ...other })).toThrow(message);
  });
});

describe('cellColor', () => {
  it('can be read on, whatever the share: 4.5 to 1', () => {
    fc.assert(
      fc.property(share, (value) => {
        const { fill, text } = cellColor(value);
        const [r, g, b] = fill.match(/\d+/g)!.map((channel) => {
          const part = Number(channel) / 255;
          return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
        }) as [number, number, number];
        const light = 0.2126 * r + 0.7152 * g + 0.0722 * b;
        const contrast = text === '#ffffff' ? 1.05 / (light + 0.05) : (light + 0.05) / 0.05;
        expect(contrast).toBeGreaterThanOrEqual(4.5);
      }),
    );
  });
});
