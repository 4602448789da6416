import { beforeAll, expect, it } from '@jest/globals';
import { momentsOf } from '../../components/lesson/moments';
import { firstBatch, MOMENTS, type FirstBatch } from '../../data/first-batch';

let batch: FirstBatch;

beforeAll(async () => {
  batch = await firstBatch();
});

it('has a picture, a digit and a number for each of 24 images', () => {
  expect([batch.sprites, batch.digits, batch.raw].map(({ length }) => length)).toEqual([24, 24, 24]);
  for (const sprite of batch.sprites) expect(sprite).toMatch(/^data:image\/png;base64,/);
});

it('follows a unit whose batch fits the axis and lies to one side of 0', () => {
  const { mean, standardDeviation } = momentsOf(batch.raw);
  expect(mean).toBeGreaterThan(1.2 * standardDeviation);
  expect(Math.min(...batch.raw)).toBeGreaterThan(-4);
  expect(Math.max(...batch.raw)).toBeLessThan(6);
});

it('has six units after each number of batches: the normalized ones near 0, the others where they lie', () => {
  for (const units of [batch.without, batch.with]) {
    expect(units.map(({ length }) => length)).toEqual(new Array(6).fill(MOMENTS.length));
  }
  expect(batch.without[0]!.at(-1)).toEqual(batch.raw);
  const furthest = (units: FirstBatch['with']) =>
    Math.max(...units.map((history) => Math.abs(momentsOf(history.at(-1)!).mean)));
  expect(furthest(batch.with)).toBeLessThan(furthest(batch.without) / 2);
});
