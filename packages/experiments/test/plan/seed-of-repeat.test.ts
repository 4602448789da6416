import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { seedOfRepeat } from '../../src/plan/seed-of-repeat';

const word = fc.integer({ min: 0, max: 2 ** 32 - 1 });

test('no two repeats of a seed draw from the same one', () => {
  fc.assert(
    fc.property(word, word, word, (seed, one, other) => {
      fc.pre(one !== other);
      expect(seedOfRepeat(seed, one)).not.toBe(seedOfRepeat(seed, other));
    }),
  );
});

test('none is what it was, the first is half the seeds away, and thousands of them stay far from small seeds', () => {
  expect(seedOfRepeat(7)).toBe(7);
  expect(seedOfRepeat(7, 1)).toBe(7 + 2 ** 31);
  for (let repeat = 1; repeat < 4096; repeat++) expect(seedOfRepeat(7, repeat)).toBeGreaterThan(2 ** 20);
});
