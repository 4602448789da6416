import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { BatchStream } from '../src/batch-stream';
import type { BatchStreamState } from '../src/batch-stream-state';
import { Dataset } from '../src/dataset';

/** Images of 1 x 2 pixels; image i has the pixels i and 255 - i, and the label i mod 10. */
function numberedImages(count: number): Dataset {
  const inputs = Uint8Array.from({ length: 2 * count }, (_, i) => (i % 2 === 0 ? i / 2 : 255 - (i - 1) / 2));
  const labels = Uint8Array.from({ length: count }, (_, i) => i % 10);
  return new Dataset({ name: 'numbered', rows: 1, columns: 2, inputs, labels });
}

const seed = fc.integer({ min: 0, max: 0xffffffff });

/** A number of images, a seed, and sizes of batches to draw. */
const plan = fc.integer({ min: 1, max: 60 }).chain((count) =>
  fc.record({
    count: fc.constant(count),
    seed,
    sizes: fc.array(fc.integer({ min: 1, max: count }), { minLength: 1, maxLength: 30 }),
  }),
);

function draw(stream: BatchStream, sizes: readonly number[]): number[] {
  return sizes.flatMap((size) => [...stream.nextIndices(size)]);
}

describe('BatchStream', () => {
  test('hands out every image once an epoch, whatever the batch sizes are', () => {
    fc.assert(
      fc.property(plan, ({ count, seed, sizes }) => {
        const drawn = draw(new BatchStream(numberedImages(count), { seed }), sizes);
        for (let start = 0; start < drawn.length; start += count) {
          const epoch = drawn.slice(start, start + count);
          expect(new Set(epoch).size).toBe(epoch.length);
          expect(epoch.every((index) => index < count)).toBe(true);
        }
      }),
    );
  });

  test('gives the same images in the same order however they are cut into batches', () => {
    fc.assert(
      fc.property(plan, ({ count, seed, sizes }) => {
        const inBatches = draw(new BatchStream(numberedImages(count), { seed }), sizes);
        const oneByOne = draw(
          new BatchStream(numberedImages(count), { seed }),
          inBatches.map(() => 1),
        );
        expect(inBatches).toEqual(oneByOne);
      }),
    );
  });

  test('counts the epochs that are complete', () => {
    fc.assert(
      fc.property(plan, ({ count, seed, sizes }) => {
        const stream = new BatchStream(numberedImages(count), { seed });
        let drawn = 0;
        for (const size of sizes) {
          stream.nextIndices(size);
          drawn += size;
          expect(stream.epoch).toBe(Math.floor(drawn / count));
          expect(stream.getState()).toMatchObject({ seed, count, position: drawn % count });
        }
      }),
    );
  });

  test('goes on identically after it was saved as JSON and restored, anywhere', () => {
    fc.assert(
      fc.property(plan, fc.nat({ max: 30 }), ({ count, seed, sizes }, savedAt) => {
        const examples = numberedImages(count);
        const stream = new BatchStream(examples, { seed });
        draw(stream, sizes.slice(0, savedAt));
        const saved = JSON.stringify(stream.getState());
        const restored = BatchStream.fromState(examples, JSON.parse(saved) as BatchStreamState);
        expect(restored.getState()).toEqual(stream.getState());
        expect(draw(restored, sizes)).toEqual(draw(stream, sizes));
        expect(restored.getState()).toEqual(stream.getState());
      }),
    );
  });

  test('is not changed by what is done to a state or a batch that it gave', () => {
    const examples = numberedImages(20);
    const stream = new BatchStream(examples, { seed: 3 });
    const untouched = new BatchStream(examples, { seed: 3 });
    stream.getState().generator.fill(0);
    stream.nextIndices(5).fill(0);
    untouched.nextIndices(5);
    expect(stream.getState()).toEqual(untouched.getState());
    expect(draw(stream, [20, 20])).toEqual(draw(untouched, [20, 20]));
  });

  test('gives the pixels and label of each index', () => {
    fc.assert(
      fc.property(plan, ({ count, seed, sizes }) => {
        const examples = numberedImages(count);
        const stream = new BatchStream(examples, { seed });
        const indicesOnly = new BatchStream(examples, { seed });
        for (const size of sizes) {
          const { images, labels, indices } = stream.nextBatch(size);
          expect(indices).toEqual(indicesOnly.nextIndices(size));
          const pixels = [...indices].flatMap((index) => [...examples.images(index, index + 1)]);
          expect([...images]).toEqual(pixels);
          expect([...labels]).toEqual([...indices].map((index) => index % 10));
        }
      }),
    );
  });

  test('orders each epoch anew, and each seed its own way', () => {
    const examples = numberedImages(100);
    const stream = new BatchStream(examples, { seed: 1 });
    const orders = [draw(stream, [100]), draw(stream, [100])];
    for (const seed of [0, 2, 3, 0xffffffff]) orders.push(draw(new BatchStream(examples, { seed }), [100]));
    // Two random orders of 100 agree in about one place; six of them pairwise in no more than a few.
    orders.forEach((order, a) => {
      for (const other of orders.slice(a + 1)) {
        expect(order.filter((index, place) => index === other[place]).length).toBeLessThan(8);
      }
    });
  });

  test('starts near seeds with images far apart', () => {
    const examples = numberedImages(256);
    const firsts = Array.from(
      { length: 1000 },
      (_, seed) => new BatchStream(examples, { seed }).nextIndices(1)[0]!,
    );
    const steps = firsts.slice(1).map((first, i) => Math.abs(first - firsts[i]!));
    const meanStep = steps.reduce((sum, step) => sum + step, 0) / steps.length;
    // Independent picks from 256 are 256 / 3 apart on average, with a standard error of about 2.
    expect(Math.abs(meanStep - 256 / 3)).toBeLessThan(10);
  });

  test('gives the order that 64-bit arithmetic with the published constants gives', () => {
    // From a separate program in Python: xoroshiro128+ (24, 16, 37) seeded with 1, one jump, Fisher-Yates.
    const twelve = new BatchStream(numberedImages(12), { seed: 1 });
    expect(draw(twelve, [12])).toEqual([2, 0, 4, 8, 6, 3, 10, 7, 5, 1, 9, 11]);
    expect(draw(twelve, [12])).toEqual([4, 3, 7, 5, 2, 8, 10, 6, 1, 11, 9, 0]);
    const likeMnist = new BatchStream(numberedImages(55_000), { seed: 1 });
    expect(draw(likeMnist, [6])).toEqual([21841, 12760, 34148, 15269, 24522, 52860]);
  });

  test('refuses a batch larger than the set, and sizes that are not whole', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 9 }), (count, more) => {
        const stream = new BatchStream(numberedImages(count), { seed: 1 });
        expect(() => stream.nextBatch(count + more)).toThrow(
          `batch size (of 'numbered') must be an integer from 1 to ${count}, got ${count + more}`,
        );
      }),
    );
    const stream = new BatchStream(numberedImages(5), { seed: 1 });
    for (const size of [0, -1, 2.5, NaN]) expect(() => stream.nextIndices(size)).toThrow(`got ${size}`);
    expect(stream.getState().position).toBe(0);
  });

  test('refuses seeds that are not 32-bit integers, and sets with nothing in them', () => {
    const examples = numberedImages(5);
    for (const seed of [-1, 0.5, 2 ** 32, NaN]) {
      expect(() => new BatchStream(examples, { seed })).toThrow(`from 0 to 4294967295, got ${seed}`);
    }
    expect(() => new BatchStream(examples.slice(0, 0), { seed: 1 })).toThrow(
      /examples.count must be an integer of at least 1, got 0/,
    );
  });
});
