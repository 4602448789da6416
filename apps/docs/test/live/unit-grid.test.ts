import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { stageColumns } from '../../live/stage-layout';
import { unitAt, unitGrid } from '../../live/unit-grid';

const widths = fc.array(fc.integer({ min: 1, max: 512 }), { minLength: 1, maxLength: 8 });
const size = fc.record({
  width: fc.integer({ min: 280, max: 1800 }),
  height: fc.integer({ min: 150, max: 700 }),
});

test('the middle of a square is the place of its unit, in either network', () => {
  fc.assert(
    fc.property(widths, size, fc.nat(), fc.nat(), fc.constantFrom(0, 1), (units, box, a, b, network) => {
      const columns = stageColumns(box, units.length);
      const layer = a % units.length;
      const unit = b % units[layer]!;
      const { left, top, cell, across } = unitGrid(columns, { layer, network, units: units[layer]! });
      const x = left + ((unit % across) + 0.5) * cell;
      const y = top + (Math.floor(unit / across) + 0.5) * cell;
      expect(unitAt(columns, units, { x, y })).toEqual({ layer, unit });
    }),
  );
});

test('beside the squares there is no unit', () => {
  const columns = stageColumns({ width: 900, height: 400 }, 3);
  expect(unitAt(columns, [100, 100, 8], { x: columns.center(1), y: 200 })).toBeUndefined();
  expect(unitAt(columns, [100, 100, 8], { x: 5, y: 200 })).toBeUndefined();
  expect(unitAt(columns, [100, 100, 8], { x: 2000, y: 200 })).toBeUndefined();
  // The last row of a grid of three by three has two units.
  const { left, top, cell } = unitGrid(columns, { layer: 2, network: 1, units: 8 });
  expect(unitAt(columns, [100, 100, 8], { x: left + 2.5 * cell, y: top + 2.5 * cell })).toBeUndefined();
});
