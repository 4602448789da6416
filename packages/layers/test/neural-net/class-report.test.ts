import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { classReport } from '../../src';

describe('classReport', () => {
  test('counts as one would by hand', () => {
    const report = classReport([0, 0, 0, 1, 1, 2], [0, 0, 1, 1, 0, 0], { classNames: ['a', 'b', 'c'] });
    expect(report).toEqual({
      accuracy: 0.5,
      classes: [
        { name: 'a', count: 3, correct: 2, accuracy: 2 / 3, precision: 2 / 4 },
        { name: 'b', count: 2, correct: 1, accuracy: 1 / 2, precision: 1 / 2 },
        { name: 'c', count: 1, correct: 0, accuracy: 0, precision: NaN },
      ],
      confusion: [
        [2, 1, 0],
        [1, 1, 0],
        [1, 0, 0],
      ],
    });
  });

  test('its rows sum to the examples of a class, its columns to those that were given it', () => {
    const pairs = fc.array(fc.tuple(fc.nat(4), fc.nat(4)), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(pairs, (list) => {
        const [labels, given] = [list.map(([label]) => label), list.map(([, one]) => one)];
        const { accuracy, classes, confusion } = classReport(labels, given, { classes: 5 });
        confusion.forEach((row, actual) => {
          const sum = row.reduce((total, one) => total + one, 0);
          expect(sum).toBe(labels.filter((label) => label === actual).length);
          expect(classes[actual]!.count).toBe(sum);
          const column = confusion.reduce((total, other) => total + other[actual]!, 0);
          expect(column).toBe(given.filter((one) => one === actual).length);
        });
        const hits = list.filter(([label, one]) => label === one).length;
        expect(accuracy).toBeCloseTo(hits / list.length, 12);
      }),
    );
  });

  test('refuses lists of other lengths, and classes that there are not', () => {
    expect(() => classReport([0, 1], [0])).toThrow(/must be as many, at least one, got 2 and 1/);
    expect(() => classReport([0, 3], [0, 1], { classes: 3 })).toThrow(/integers from 0 to 2, got 3/);
    expect(() => classReport([0, 1], [0, 1.5])).toThrow(/integers of at least 0, got 1.5/);
    expect(() => classReport([0], [0], { classNames: ['a', 'a'] })).toThrow(/different names/);
  });
});
