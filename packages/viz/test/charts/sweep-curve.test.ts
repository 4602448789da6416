import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { sweepCurve, type SweepCurveOptions, type SweepRow } from '../../src';
import { toSvg } from '../../src/node';
import { draw, share, texts } from '../support/read-rows';
import { paths, textBoxes } from '../support/read-svg';

const rates = [0.001, 0.01, 0.1, 1];
const options = { setting: 'Learning rate', scale: 'log' } as const;

/** Three seeds a setting, a little apart. */
function rowsOf(network: string, batchNorm: boolean, values: readonly (number | null)[]): SweepRow[] {
  return values.flatMap((value, index) =>
    [-0.02, 0, 0.02].map((shift) => ({
      x: rates[index]!,
      network,
      batchNorm,
      value: value === null ? null : value + shift,
    })),
  );
}
const pair = [
  ...rowsOf('Without Batch Norm', false, [0.6, 0.9, 0.3, null]),
  ...rowsOf('With Batch Norm', true, [0.7, 0.95, 0.96, 0.9]),
];

describe('sweepCurve', () => {
  it('looks as it did when last looked at', () => {
    expect(toSvg(sweepCurve(pair, options))).toMatchSnapshot();
  });

  it('says the best median of each network, where, and how many seeds failed', () => {
    const svg = draw(sweepCurve(pair, options));
    expect(texts(svg, 'bnlab-chart-result')).toEqual([
      'best 90.0% at 0.01 3 of 12 failed',
      'best 96.0% at 0.1',
    ]);
  });

  it('tells its numbers in words', () => {
    const { title, description } = sweepCurve(pair, options);
    expect(title).toBe('Test accuracy against learning rate');
    expect(description).toBe(
      'Lines of test accuracy against learning rate, with bands. Without Batch Norm: 60.0% at 0.001, ' +
        '90.0% at 0.01, 30.0% at 0.1, nothing at 1 (3 of 3 failed). With Batch Norm: 70.0% at 0.001, ' +
        '95.0% at 0.01, 96.0% at 0.1, 90.0% at 1. median of 3 seeds, band: middle half.',
    );
  });

  it('labels every setting that has room, powers of ten or not', () => {
    const sizes = [1, 2, 4, 8, 16, 60, 128, 512];
    const rows = sizes.map((x) => ({ x, network: 'a', batchNorm: true, value: 0.5 }));
    for (const scale of ['linear', 'log'] as const) {
      const svg = toSvg(sweepCurve(rows, { setting: 'Images a batch', scale }));
      const labels = [...svg.matchAll(/<text[^>]*>(\d*)<\/text>/g)].map(([, label]) => label);
      expect(labels).toEqual((scale === 'log' ? sizes : [1, 60, 128, 512]).map(String));
    }
  });

  it('has a strip of failures only where a seed failed, by its own account or for want of a value', () => {
    const strip = (rows: SweepRow[]) => toSvg(sweepCurve(rows, options)).includes('seeds that failed');
    const one = { x: 1, network: 'a', batchNorm: true, value: 0.1 };
    expect(strip([one])).toBe(false);
    expect(strip([{ ...one, failed: true }])).toBe(true);
    expect(strip([{ ...one, value: null }])).toBe(true);
    expect(strip([{ ...one, value: null, failed: false }])).toBe(false);
  });

  it('draws the median of any values between the quartiles, for any number of methods', () => {
    const cell = fc.array(share, { minLength: 1, maxLength: 5 });
    const methods = fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(methods, (all) => {
        const rows = all.flatMap((settings, method) =>
          settings.flatMap((values, index) =>
            values.map((value) => ({
              x: rates[index]!,
              network: `Method ${method}`,
              batchNorm: method > 0,
              value,
            })),
          ),
        );
        const svg = draw(sweepCurve(rows, options));
        const lines = paths(svg, 'bnlab-chart-line');
        const bands = paths(svg, 'bnlab-chart-band');
        expect([lines.length, bands.length]).toEqual([all.length, all.length]);
        lines.forEach((line, method) =>
          line.forEach(([x, y]) => {
            const edges = bands[method]!.filter(([at]) => at === x).map(([, height]) => height);
            expect(edges).toHaveLength(2);
            expect(Math.min(...edges)).toBeLessThanOrEqual(y + 2e-3);
            expect(Math.max(...edges)).toBeGreaterThanOrEqual(y - 2e-3);
          }),
        );
      }),
      { numRuns: 20 },
    );
  });

  it('lets no label touch another', () => {
    fc.assert(
      fc.property(fc.array(share, { minLength: 1, maxLength: 6 }), (finals) => {
        const rows = finals.map((value, index) => ({
          ...{ x: 1, network: `Network ${index}`, batchNorm: index > 0, value },
          failed: value < 0.2,
        }));
        const svg = draw(sweepCurve(rows, { setting: 'Depth' }));
        const results = textBoxes(svg, 'bnlab-chart-result');
        const boxes = textBoxes(svg, 'bnlab-chart-name')
          .map((name, index) => ({ top: name.top, bottom: results[index]!.bottom }))
          .sort((a, b) => a.top - b.top);
        boxes.forEach(({ top }, index) => expect(top).toBeGreaterThanOrEqual(boxes[index - 1]?.bottom ?? 0));
      }),
      { numRuns: 25 },
    );
  });

  it('draws other measures than shares on an axis of their own', () => {
    const rows = pair.map((row) => ({ ...row, value: row.value === null ? null : row.value * 1000 }));
    const chart = sweepCurve(rows, { ...options, format: 'number', measure: 'Steps per second' });
    expect(texts(draw(chart), 'bnlab-chart-result')[1]).toBe('900 at the end');
    expect(chart.title).toBe('Steps per second against learning rate');
  });

  it('never writes a number that is none', () => {
    const value = fc.option(share);
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 4 }), (values) => {
        const text = toSvg(
          sweepCurve(
            rowsOf(
              'a',
              true,
              values.map((v) => (v === null ? null : v * 0.9 + 0.05)),
            ),
            options,
          ),
        );
        expect(text).not.toMatch(/NaN|Infinity|undefined|null/);
      }),
      { numRuns: 25 },
    );
  });

  it.each<[string, Partial<SweepRow>, Partial<SweepCurveOptions>, RegExp]>([
    ['no name', { network: undefined }, {}, /^sweepCurve: rows\[0\]\.network must be a string .*undefined/],
    ['percentages', { value: 96 }, {}, /value must be .* 0 to 1, or null, got 96; divide percentages by 100/],
    [
      '0 on a log scale',
      { x: 0 },
      {},
      /rows\[0\]\.x must be a finite number above 0, got 0; scale: 'linear'/,
    ],
    [
      'a setting in words',
      { x: 'big' as never },
      { scale: 'linear' },
      /x must be a finite number, got 'big'/,
    ],
    ['no setting', {}, { setting: undefined }, /setting must say what was swept, .* got undefined/],
    ['another scale', {}, { scale: 'sqrt' as never }, /scale must be one of "linear", "log", got "sqrt"/],
    ['another format', {}, { format: '%' as never }, /format must be one of "share", "number", got "%"/],
    ['no height', {}, { height: 200 }, /height must be \d+ pixels or more for these labels, got 200/],
  ])('refuses %s', (_, row, other, message) => {
    const rows = [{ ...pair[0]!, ...row }] as SweepRow[];
    expect(() => sweepCurve(rows, { ...options, ...other })).toThrow(message);
  });
});
