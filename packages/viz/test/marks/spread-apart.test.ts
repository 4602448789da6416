import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { spreadApart } from '../../src/marks/spread-apart';

const boxes = fc.array(
  fc.record({
    center: fc.double({ min: 0, max: 400, noNaN: true }),
    size: fc.double({ min: 10, max: 60, noNaN: true }),
  }),
  { minLength: 1, maxLength: 6 },
);
const bounds = { low: 0, high: 400 };
const spread = (all: { center: number; size: number }[], within = bounds) =>
  spreadApart(
    all.map(({ center }) => center),
    all.map(({ size }) => size),
    within,
  );

describe('spreadApart', () => {
  it('leaves no two boxes overlapping and none out of bounds', () => {
    fc.assert(
      fc.property(boxes, (all) => {
        const placed = spread(all)
          .map((center, index) => ({ center, half: all[index]!.size / 2 }))
          .sort((a, b) => a.center - b.center);
        placed.forEach(({ center, half }, index) => {
          const before = placed[index - 1];
          const floor = before ? before.center + before.half : bounds.low;
          expect(center - half).toBeGreaterThanOrEqual(floor - 1e-9);
          expect(center + half).toBeLessThanOrEqual(bounds.high + 1e-9);
        });
      }),
    );
  });

  it('keeps the order of the centers', () => {
    fc.assert(
      fc.property(boxes, (all) => {
        const placed = spread(all);
        all.forEach((one, i) =>
          all.forEach((other, j) => {
            if (one.center < other.center) expect(placed[i]!).toBeLessThan(placed[j]!);
          }),
        );
      }),
    );
  });

  it('moves boxes less, in squares, than any other way to stand apart in that order', () => {
    const nudges = fc.array(fc.double({ min: 0, max: 40, noNaN: true }), { minLength: 7, maxLength: 7 });
    const cost = (all: { center: number }[], placed: number[]) =>
      placed.reduce((sum, center, index) => sum + (center - all[index]!.center) ** 2, 0);
    fc.assert(
      fc.property(boxes, nudges, (all, gaps) => {
        // Any other placement stacks the boxes with some gaps, from some start.
        const order = all.map((_, index) => index).sort((a, b) => all[a]!.center - all[b]!.center);
        const other = new Array<number>(all.length);
        let end = gaps[6]!;
        order.forEach((index, rank) => {
          end += gaps[rank]! + all[index]!.size;
          other[index] = end - all[index]!.size / 2;
        });
        const free = spread(all, { low: -Infinity, high: Infinity });
        expect(cost(all, free)).toBeLessThanOrEqual(cost(all, other) + 1e-6);
      }),
    );
  });

  it('does not move boxes that stand apart already', () => {
    expect(spreadApart([300, 20, 100], [40, 30, 50], bounds)).toEqual([300, 20, 100]);
  });

  it('shares the way between two boxes in one place', () => {
    expect(spreadApart([100, 100], [20, 20], bounds)).toEqual([90, 110]);
  });
});
