import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { oneHot } from '../src/one-hot';

describe('oneHot', () => {
  test('has a single 1 in each row, at the class', () => {
    const cases = fc
      .integer({ min: 1, max: 256 })
      .chain((classes) => fc.tuple(fc.constant(classes), fc.uint8Array({ max: classes - 1, maxLength: 20 })));
    fc.assert(
      fc.property(cases, ([classes, labels]) => {
        const rows = oneHot(labels, classes);
        expect(rows.length).toBe(labels.length * classes);
        labels.forEach((label, row) => {
          const values = [...rows.subarray(row * classes, (row + 1) * classes)];
          expect(values.indexOf(1)).toBe(label);
          expect(values.filter((value) => value !== 0)).toEqual([1]);
        });
      }),
    );
  });

  test('refuses a label that has no class', () => {
    expect(() => oneHot(Uint8Array.of(0, 3), 3)).toThrow(/below classes \(3\), got 3 at position 1/);
    expect(() => oneHot(Uint8Array.of(), 0)).toThrow(/integer of at least 1, got 0/);
  });
});
