import { beforeAll, expect, it } from '@jest/globals';
import { momentsOf } from '../../components/lesson/moments';
import { AVERAGED, batchEffects, type BatchEffects, SIZES, SMEAR_SIZES } from '../../data/batch-effects';

let effects: BatchEffects;

beforeAll(async () => {
  effects = await batchEffects();
});

const right = (answers: readonly number[]) =>
  answers.filter((answer, image) => answer === effects.digits[image]).length;

it('gives one answer to all images that come alone, and more right ones the more come together', () => {
  expect(new Set(effects.batch[0]).size).toBe(1);
  const shares = effects.batch.map(right);
  expect(shares).toHaveLength(SIZES.length);
  expect(shares.at(-1)!).toBeGreaterThan(180);
  expect(shares.slice(0, 4)).toEqual([...shares.slice(0, 4)].sort((a, b) => a - b));
  expect(right(effects.population)).toBeGreaterThan(180);
});

it('has an image wander the more the smaller its batch, to either side of 0 in batches of two, and to 0 alone', () => {
  const spreads = effects.smear.map((values) => momentsOf(values).standardDeviation);
  expect(effects.smear.map(({ length }) => length)).toEqual(SMEAR_SIZES.map(() => 50));
  expect(spreads[0]!).toBeLessThan(spreads[3]!);
  // Two values are at -1 and 1, unless they almost agree: those epsilon holds back.
  const pairs = effects.smear[SMEAR_SIZES.indexOf(2)]!.map(Math.abs).sort((a, b) => a - b);
  expect(pairs[pairs.length / 2]!).toBeGreaterThan(0.95);
  expect(pairs.at(-1)!).toBeLessThanOrEqual(1);
  for (const value of effects.smear[SMEAR_SIZES.indexOf(1)]!) expect(value).toBe(0);
});

it('has averages that lag behind after 50 and 100 batches, and are as good as all images in the end', () => {
  expect(effects.young).toHaveLength(AVERAGED.length);
  const gaps = effects.young.map(({ batch, population }) => right(batch) - right(population));
  for (const batches of [50, 100] as const) expect(gaps[AVERAGED.indexOf(batches)]!).toBeGreaterThan(10);
  expect(Math.abs(gaps.at(-1)!)).toBeLessThan(5);
  expect(effects.young.at(-1)!.population).toEqual(effects.population);
});
