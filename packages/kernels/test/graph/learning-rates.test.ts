import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { cosineRate, stepRate } from '../../src';

describe('learning rates', () => {
  test('a cosine falls from one rate to the other', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 0, max: 20 }), (steps, warmUp) => {
        const rate = cosineRate({ from: 0.4, to: 0.1, steps, warmUp });
        for (let step = warmUp + 1; step <= warmUp + 1 + steps; step++) {
          const share = (step - warmUp - 1) / steps;
          expect(rate(step)).toBeCloseTo(0.1 + 0.15 * (1 + Math.cos(Math.PI * share)), 12);
        }
        expect(rate(warmUp + steps + 100)).toBeCloseTo(0.1, 12);
        for (let step = 1; step <= warmUp; step++) expect(rate(step)).toBeCloseTo((0.4 * step) / warmUp, 12);
      }),
    );
  });

  test('steps fall by a factor', () => {
    const rate = stepRate({ from: 1, factor: 0.5, every: 2, warmUp: 2 });
    expect([1, 2, 3, 4, 5, 6, 7].map(rate)).toEqual([0.5, 1, 1, 1, 0.5, 0.5, 0.25]);
  });

  test('what they cannot be is refused', () => {
    expect(() => cosineRate({ from: 0, steps: 3 })).toThrow(
      /cosineRate: from must be a finite number above 0/,
    );
    expect(() => stepRate({ from: 1, evry: 3 } as never)).toThrow(/Did you mean "every"/);
  });
});
