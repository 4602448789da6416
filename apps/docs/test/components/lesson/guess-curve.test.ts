import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  completed,
  drawTo,
  firstReaching,
  meanShortfall,
  valueAt,
} from '../../../components/lesson/guess-curve';

const share = fc.double({ min: 0, max: 1, noNaN: true });

describe('drawTo', () => {
  it('leaves no gap between the slots of a stroke, in either direction', () => {
    fc.assert(
      fc.property(fc.nat(40), fc.nat(40), share, share, (from, to, first, last) => {
        const start = drawTo(new Array<undefined>(41).fill(undefined), { slot: from, value: first });
        const drawn = drawTo(start, { slot: to, value: last, from });
        const [low, high] = [Math.min(from, to), Math.max(from, to)];
        const ends = [drawn[from]!, drawn[to]!];
        drawn.forEach((value, slot) => {
          if (slot < low || slot > high) return expect(value).toBeUndefined();
          expect(value).toBeGreaterThanOrEqual(Math.min(...ends) - 1e-12);
          expect(value).toBeLessThanOrEqual(Math.max(...ends) + 1e-12);
        });
      }),
    );
  });
});

describe('completed', () => {
  it('keeps what is drawn, and closes the gaps from the start to the end', () => {
    expect(completed([undefined, undefined, 0.5, undefined, 0.9, undefined], 0.1)).toEqual([
      0.1,
      expect.closeTo(0.3),
      0.5,
      expect.closeTo(0.7),
      0.9,
      0.9,
    ]);
  });
});

it('reads curves between their measurements, and finds where they cross', () => {
  const curve = { steps: [0, 100, 200], values: [0.1, 0.5, 0.9] };
  expect(valueAt(curve, 50)).toBeCloseTo(0.3);
  expect(valueAt(curve, 900)).toBe(0.9);
  expect(firstReaching(curve, 0.8)).toBe(200);
  expect(firstReaching(curve, 0.95)).toBeUndefined();
  const low = { ...curve, values: curve.values.map((value) => value - 0.1) };
  expect(meanShortfall(low, curve)).toBeCloseTo(0.1);
  expect(meanShortfall(curve, low)).toBeCloseTo(-0.1);
});
