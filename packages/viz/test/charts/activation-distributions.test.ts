import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { activationDistributions, type ActivationRow } from '../../src';
import { toSvg } from '../../src/node';
import { draw, texts } from '../support/read-rows';
import { paths, textBoxes } from '../support/read-svg';

const networks = [
  { network: 'Without Batch Norm', batchNorm: false },
  { network: 'With Batch Norm', batchNorm: true },
];

/** Spread widens by the step without batch norm, and by `growth` a layer. */
function rowsOf(layers: readonly (number | string)[], growth = 1): ActivationRow[] {
  return networks.flatMap((network, n) =>
    layers.flatMap((layer, index) =>
      [0, 1000, 2000].map((step) => {
        const width = n === 1 ? 1 : growth ** index * (1 + step / 1000);
        return { ...network, step, layer, quantiles: [-2, -1, 0, 1, 2].map((value) => value * width) };
      }),
    ),
  );
}

describe('activationDistributions', () => {
  it('looks as it did when last looked at', () => {
    expect(toSvg(activationDistributions(rowsOf([1, 2])))).toMatchSnapshot();
  });

  it('has a row for each network and a column for each layer, in order', () => {
    const svg = draw(activationDistributions(rowsOf([2, 1])));
    expect(texts(svg, 'bnlab-chart-panel')).toEqual([
      ...networks.map(({ network }) => network),
      ...['Layer 1', 'Layer 2', 'Layer 1', 'Layer 2'],
    ]);
  });

  it('nests the bands around the median, whatever the quantiles', () => {
    const value = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    const quantiles = fc.array(value, { minLength: 5, maxLength: 5 }).map((all) => all.sort((a, b) => a - b));
    fc.assert(
      fc.property(fc.array(quantiles, { minLength: 2, maxLength: 6 }), (all) => {
        const rows = all.map((five, step) => ({ ...networks[1]!, layer: 1, step, quantiles: five }));
        const svg = draw(activationDistributions(rows));
        const [wide, narrow] = paths(svg, 'bnlab-chart-band');
        const [line] = paths(svg, 'bnlab-chart-line');
        const edges = (path: [number, number][], x: number) =>
          path.filter(([at]) => at === x).map(([, y]) => y);
        for (const [x, y] of line!) {
          expect(Math.min(...edges(narrow!, x))).toBeLessThanOrEqual(y + 2e-3);
          expect(Math.max(...edges(narrow!, x))).toBeGreaterThanOrEqual(y - 2e-3);
          expect(Math.min(...edges(wide!, x))).toBeLessThanOrEqual(Math.min(...edges(narrow!, x)) + 2e-3);
          expect(Math.max(...edges(wide!, x))).toBeGreaterThanOrEqual(Math.max(...edges(narrow!, x)) - 2e-3);
        }
      }),
      { numRuns: 25 },
    );
  });

  it('is logarithmic where some layers are far wider than others, unless told', () => {
    expect(activationDistributions(rowsOf([1, 2])).subtitle).not.toContain('logarithmic');
    const wide = rowsOf([1, 2, 3], 20);
    expect(activationDistributions(wide).subtitle).toContain('logarithmic away from 0');
    expect(activationDistributions(wide, { scale: 'linear' }).subtitle).not.toContain('logarithmic');
    const ticks = textBoxes(draw(activationDistributions(wide)), 'bnlab-chart-quiet').map(({ text }) => text);
    expect(ticks).toEqual(expect.arrayContaining(['−1,000', '0', '1,000']));
  });

  it('ends where values are not finite any more, and says so', () => {
    const rows = rowsOf([1, 2]).map((row) => {
      if (row.batchNorm) return row;
      if (row.layer === 2) return { ...row, quantiles: null };
      return row.step < 2000 ? row : { ...row, quantiles: [null, -1, 0, 1, null] };
    });
    const chart = activationDistributions(rows);
    expect(chart.description).toContain(
      'Without Batch Norm, Layer 1: median 0, middle 90% from -4 to 4 at step 1,000, not finite afterwards. ' +
        'Without Batch Norm, Layer 2: not finite from the start.',
    );
    expect(texts(draw(chart), 'bnlab-chart-quiet')).toContain('not finite');
    expect(toSvg(chart)).not.toMatch(/NaN|Infinity|undefined|null/);
  });

  it('takes quantiles at other shares, and says which', () => {
    const shares = [0.15, 0.25, 0.5, 0.75, 0.85] as const;
    const chart = activationDistributions(rowsOf([1]), { shares });
    expect(chart.subtitle).toBe('line: median, bands: middle 50% and 70% of the values');
    expect(chart.description).toContain('middle 70% from -2 to 2');
    const [low, ...rest] = shares;
    for (const bad of [
      [...rest, low],
      [0, ...rest],
      [0.1, 0.2, 0.4, 0.75, 0.85],
    ]) {
      expect(() => activationDistributions(rowsOf([1]), { shares: bad as never })).toThrow(
        /shares must be five numbers between 0 and 1, ascending, with 0\.5 in the middle, got/,
      );
    }
  });

  it('is as wide as its layers need', () => {
    const many = rowsOf(Array.from({ length: 12 }, (_, index) => index + 1));
    expect(activationDistributions(rowsOf([1])).width).toBe(720);
    expect(activationDistributions(many).width).toBeGreaterThan(12 * 56);
    expect(() => activationDistributions(many, { width: 720 })).toThrow(
      /^activationDistributions: width must be \d+ pixels or more for 12 panels side by side, got 720/,
    );
  });

  it.each<[string, object, RegExp]>([
    [
      'three quantiles',
      { quantiles: [1, 2, 3] },
      /rows\[0\]\.quantiles must be an array of 5 numbers, got 3 values; such as distributionQuantiles/,
    ],
    [
      'quantiles that fall',
      { quantiles: [5, 4, 3, 2, 1] },
      /quantiles must ascend, got 5, 4, 3, 2, 1 for 'Without Batch Norm', layer 1, step 0/,
    ],
    [
      'infinite ones',
      { quantiles: [0, 0, 0, 0, Infinity] },
      /quantiles\[4\] must be a finite number, or null, got Infinity/,
    ],
    [
      'a step twice',
      { step: 1000 },
      /must have one row for each network, layer and step, got two of 'Without Batch Norm', layer 1, step 1000/,
    ],
    [
      'no layer',
      { layer: undefined },
      /rows\[0\]\.layer must be a finite number or a string .* got undefined/,
    ],
  ])('refuses %s', (_, other, message) => {
    const [first, ...rest] = rowsOf([1]);
    expect(() => activationDistributions([{ ...first!, ...other }, ...rest])).toThrow(message);
  });
});
