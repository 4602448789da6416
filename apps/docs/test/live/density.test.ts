import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { CELLS, densityOf, LIMIT, mixDensity, type Density } from '../../live/density';

const cellWidth = (2 * LIMIT) / CELLS;
const total = ({ cells, below, above }: Density) =>
  below + above + cells.reduce((sum, value) => sum + value, 0) * cellWidth;

const histogram = fc
  .record({
    from: fc.double({ min: -1e4, max: 1e4, noNaN: true }),
    width: fc.double({ min: 1e-3, max: 1e4, noNaN: true }),
    counts: fc.array(fc.nat(50), { minLength: 1, maxLength: 30 }),
  })
  .filter(({ counts }) => counts.some((count) => count > 0))
  .map(({ from, width, counts }) => ({ from, to: from + width, counts }));

describe('densityOf', () => {
  test('loses nothing, wherever the histogram lies', () => {
    fc.assert(
      fc.property(histogram, (values) => {
        expect(total(densityOf(values))).toBeCloseTo(1, 3);
      }),
      { seed: 1 },
    );
  });

  test('is flat for a flat histogram on the shared scale', () => {
    const { cells, below, above } = densityOf({ from: -LIMIT, to: LIMIT, counts: [5, 5, 5, 5] });
    expect([below, above]).toEqual([0, 0]);
    for (const value of cells) expect(value).toBeCloseTo(1 / (2 * LIMIT), 5);
  });

  test('counts what lies off the scale at the edge where it is', () => {
    const { below, above } = densityOf({ from: -12, to: 12, counts: [1, 1, 1] });
    expect([below, above]).toEqual([expect.closeTo(1 / 3, 6), expect.closeTo(1 / 3, 6)]);
  });

  test('has all of it off the scale where values are not finite', () => {
    expect(densityOf({ from: NaN, to: NaN, counts: [0, 0] })).toMatchObject({ below: 0, above: 1 });
    expect(densityOf({ from: -Infinity, to: Infinity, counts: [3] })).toMatchObject({ below: 0, above: 1 });
  });

  test('keeps values that are all the same', () => {
    expect(total(densityOf({ from: 0.5, to: 0.5, counts: [0, 9] }))).toBeCloseTo(1, 3);
  });
});

test('half of the way from one density to another is their mean', () => {
  const a = densityOf({ from: -1, to: 0, counts: [1] });
  const b = densityOf({ from: 5, to: 6, counts: [1] });
  const half = mixDensity(a, b, 0.5);
  expect(half.above).toBeCloseTo(0.5, 6);
  expect(half.cells[CELLS / 2 - 1]).toBeCloseTo(a.cells[CELLS / 2 - 1]! / 2, 5);
  expect(mixDensity(a, undefined, 0.5)).toBe(a);
});
