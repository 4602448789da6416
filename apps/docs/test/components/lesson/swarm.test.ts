import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fittingSwarm, swarm } from '../../../components/lesson/swarm';

const xs = fc.array(fc.double({ min: 0, max: 600, noNaN: true }), { maxLength: 40 });
const size = fc.double({ min: 5, max: 40, noNaN: true });

it('keeps every square over its value, on the floor or above it, and none on another', () => {
  fc.assert(
    fc.property(xs, size, (all, side) => {
      const places = swarm(all, side, 300);
      expect(places.map(({ x }) => x)).toEqual(all);
      places.forEach((one, index) => {
        expect(one.y).toBeLessThanOrEqual(300 - side / 2);
        for (const other of places.slice(index + 1)) {
          const gap = Math.max(Math.abs(one.x - other.x), Math.abs(one.y - other.y));
          expect(gap).toBeGreaterThanOrEqual(side - 1e-6);
        }
      });
    }),
  );
});

it('makes squares smaller until the highest fits', () => {
  const crowd = new Array<number>(20).fill(100);
  const { size: side, places } = fittingSwarm(crowd, { size: 30, floor: 300, ceiling: 20 });
  expect(side).toBeLessThan(30);
  expect(Math.min(...places.map(({ y }) => y)) - side / 2).toBeGreaterThanOrEqual(20);
  expect(fittingSwarm([100], { size: 30, floor: 300, ceiling: 20 }).size).toBe(30);
});
