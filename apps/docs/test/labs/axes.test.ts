import { describe, expect, it, test } from '@jest/globals';
import fc from 'fast-check';
import { axisEnd, logTicksBetween, placeX, placeY, tickText, ticksBetween } from '../../labs/playground/axes';

const frame = { left: 40, top: 10, right: 240, bottom: 110, x: [0, 2000], y: [0, 1] } as const;

describe('places', () => {
  it('has the edges where the frame has them', () => {
    expect([placeX(frame, 0), placeX(frame, 2000), placeY(frame, 0), placeY(frame, 1)]).toEqual([
      40, 240, 110, 10,
    ]);
  });

  it('gives equal factors equal distances on a logarithmic scale', () => {
    const logarithmic = { ...frame, y: [0.01, 100], isLogarithmic: true } as const;
    expect(placeY(logarithmic, 1)).toBeCloseTo(60, 9);
    expect(placeY(logarithmic, 10)).toBeCloseTo(35, 9);
  });
});

describe('ticksBetween', () => {
  it('gives a few round values within the range', () => {
    const range = fc.tuple(
      fc.double({ min: -1e6, max: 1e6, noNaN: true }),
      fc.double({ min: 1e-3, max: 1e6, noNaN: true }),
    );
    fc.assert(
      fc.property(range, ([low, size]) => {
        const ticks = ticksBetween(low, low + size);
        expect(ticks.length).toBeGreaterThanOrEqual(1);
        expect(ticks.length).toBeLessThanOrEqual(6);
        const slack = size * 1e-6;
        for (const tick of ticks) {
          expect(tick).toBeGreaterThanOrEqual(low - slack);
          expect(tick).toBeLessThanOrEqual(low + size + slack);
        }
      }),
    );
  });

  test.each([
    [0, 1, [0, 0.5, 1]],
    [0, 2000, [0, 500, 1000, 1500, 2000]],
    [-3, 3, [-2, 0, 2]],
    [1, 1, []],
  ])('from %p to %p', (low, high, ticks) => {
    expect(ticksBetween(low, high)).toEqual(ticks);
  });
});

test('logTicksBetween gives powers of ten, with what lies between where there is room', () => {
  expect(logTicksBetween(0.009, 110)).toEqual([0.01, 0.1, 1, 10, 100]);
  expect(logTicksBetween(0.15, 2.4)).toEqual([0.2, 0.5, 1, 2]);
  expect(logTicksBetween(1e-20, 1e20).length).toBeLessThanOrEqual(6);
});

test.each([
  [0.5, '0.5'],
  [20000, '20k'],
  [-2, '−2'],
  [1e-5, '1e−5'],
  [3e7, '3e7'],
  [0, '0'],
])('tickText(%p) is %p', (value, text) => expect(tickText(value)).toBe(text));

test('axisEnd has room for what is there, is at least half full later on, and ends with the training', () => {
  const training = fc
    .integer({ min: 1, max: 200000 })
    .chain((steps) => fc.tuple(fc.constant(steps), fc.nat(steps)));
  fc.assert(
    fc.property(training, ([steps, reached]) => {
      const end = axisEnd(reached, steps);
      expect(end).toBeGreaterThanOrEqual(reached);
      expect(end).toBeLessThanOrEqual(steps);
      if (reached > 100) expect(end).toBeLessThanOrEqual(2 * reached + 2);
    }),
  );
  expect(axisEnd(2000, 2000)).toBe(2000);
});
