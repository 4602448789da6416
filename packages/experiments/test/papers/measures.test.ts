import { beforeAll, describe, expect, test } from '@jest/globals';
import { loadMnist, type MnistData } from '@bnlab/mnist';
import fc from 'fast-check';
import { paperClaims } from '../../src/papers/paper-claims';
import { corrupted, corruptions, moved } from '../../src/papers/corruptions';
import { effectiveRank } from '../../src/papers/daneshmand-rank';

let data: MnistData;
beforeAll(async () => {
  data = await loadMnist();
});

describe('what needs no training comes out as theory has it', () => {
  test.each(['effective-rate', 'explosion', 'rank', 'residual-branches', 'variance-shift'])(
    '%s',
    async (name) => {
      const { expected, measure } = paperClaims.find((claim) => claim.name === name)!;
      const value = await measure({ seed: 7, data });
      expect(value).toBeGreaterThan(expected.above ?? -Infinity);
      expect(value).toBeLessThan(expected.below ?? Infinity);
      expect(await measure({ seed: 7, data })).toBe(value);
    },
  );
});

describe('on corrupted images', () => {
  test.each(['adaptation', 'mixed-statistics', 'adaptation-limit'])(
    'statistics do what Schneider and others say: %s',
    async (name) => {
      const { expected, measure } = paperClaims.find((claim) => claim.name === name)!;
      const value = await measure({ seed: 101, data });
      expect(value).toBeGreaterThan(expected.above ?? -1);
      expect(value).toBeLessThan(expected.below ?? 1);
    },
  );
});

describe('the number of directions', () => {
  const number = fc.integer({ min: -9, max: 9 });

  test('is 1 for multiples of one row, and that of the rows where these are at right angles', () => {
    const row = fc.array(number, { minLength: 4, maxLength: 4 }).filter((values) => values.some(Boolean));
    const factors = fc.array(number, { minLength: 3, maxLength: 3 }).filter((values) => values.some(Boolean));
    fc.assert(
      fc.property(row, factors, (values, times) => {
        const rows = Float32Array.from(times.flatMap((factor) => values.map((value) => factor * value)));
        expect(effectiveRank(rows, 3)).toBeCloseTo(1, 5);
      }),
    );
    expect(effectiveRank(Float32Array.of(3, 0, 0, 0, 3, 0, 0, 0, 3), 3)).toBeCloseTo(3, 5);
  });
});

describe('corrupted images', () => {
  test('are as many bytes, others than before, and the same from the same seed', () => {
    const images = data.test.slice(0, 3);
    for (const corruption of Object.values(corruptions)) {
      const spoilt = corrupted(images, corruption, 5);
      expect(spoilt).toHaveLength(images.inputs.length);
      expect(spoilt).not.toEqual(images.inputs);
      expect(corrupted(images, corruption, 5)).toEqual(spoilt);
    }
    const [{ inputs, columns }, elsewhere] = [images, corrupted(images, moved, 5)];
    for (let place = 0; place < 3; place++) expect(elsewhere[place * columns + place]).toBe(0);
    // A pixel of the second image, and its own place.
    const from = images.inputSize + 14 * columns + 13;
    expect(elsewhere[from + 3 * columns + 3]).toBe(inputs[from]);
    expect(corrupted(images, corruptions['noise']!, 6)).not.toEqual(
      corrupted(images, corruptions['noise']!, 5),
    );
  });
});
