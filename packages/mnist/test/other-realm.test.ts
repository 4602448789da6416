import { runInNewContext } from 'node:vm';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { BatchStream, Dataset, encodeIdx, oneHot, parseIdx } from '../src';

/** Arrays as another frame, worker or sandbox hands them over: no instances of the classes of this one. */
const realm = runInNewContext('({ Float32Array, Uint8Array })') as {
  Float32Array: Float32ArrayConstructor;
  Uint8Array: Uint8ArrayConstructor;
};

test('arrays of another realm give what those of this one give', () => {
  const examples = fc
    .integer({ min: 1, max: 8 })
    .chain((count) =>
      fc.tuple(
        fc.uint8Array({ minLength: 4 * count, maxLength: 4 * count }),
        fc.uint8Array({ minLength: count, maxLength: count, max: 2 }),
        fc.boolean(),
      ),
    );
  fc.assert(
    fc.property(examples, ([pixels, classes, areBytes]) => {
      const given = ({ Float32Array, Uint8Array }: typeof realm) => {
        const labels = Uint8Array.from(classes);
        const bytes = Uint8Array.from(pixels);
        const inputs = areBytes ? bytes : Float32Array.from(pixels);
        const count = labels.length;
        const stream = new BatchStream({ count, inputSize: 4, inputs, labels }, { seed: 1 });
        return {
          batch: stream.nextBatch(count),
          rows: oneHot(labels, 3),
          slice: new Dataset({ name: 'd', rows: 2, columns: 2, inputs: bytes, labels }).count,
          idx: [
            ...parseIdx(Uint8Array.from(encodeIdx({ type: 'uint8', shape: [count, 4], data: bytes }))).data,
          ],
        };
      };
      expect(given(realm)).toEqual(given(globalThis));
    }),
  );
});
