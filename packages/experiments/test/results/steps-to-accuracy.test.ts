import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { stepsToAccuracy } from '../../src/results/steps-to-accuracy';
import { reach } from '../../src/results/steps-to-accuracy';
import { accuracy, network, networks } from './networks';

describe('stepsToAccuracy', () => {
  test('is the first measured step that is good enough', () => {
    fc.assert(
      fc.property(networks, accuracy, (record, wanted) => {
        const steps = stepsToAccuracy(record, wanted);
        const before = record.validationAccuracy.filter((_, index) => record.steps[index]! < steps);
        expect(before.every((measured) => measured < wanted)).toBe(true);
        if (steps === Infinity) return;
        expect(record.validationAccuracy[record.steps.indexOf(steps)]).toBeGreaterThanOrEqual(wanted);
      }),
    );
  });

  test('a higher accuracy never takes fewer steps', () => {
    fc.assert(
      fc.property(networks, accuracy, accuracy, (record, one, other) => {
        const [low, high] = [Math.min(one, other), Math.max(one, other)];
        expect(stepsToAccuracy(record, low)).toBeLessThanOrEqual(stepsToAccuracy(record, high));
      }),
    );
  });
});

describe('reach', () => {
  test('counts who got there, and when: what is beyond the end is null', () => {
    const at = (steps: number[], validationAccuracy: number[]) => network(0, { steps, validationAccuracy });
    const quick = at([0, 20, 40], [0.1, 0.91, 0.95]);
    const slow = at([0, 20, 40], [0.1, 0.5, 0.92]);
    const never = at([0, 20, 40], [0.1, 0.3, 0.89]);
    expect(reach([quick, slow, never, never, never], 0.9)).toEqual({
      accuracy: 0.9,
      reached: 0.4,
      steps: { lower: 40, median: null, upper: null },
      seconds: { lower: 0.4, median: null, upper: null },
    });
  });

  test('a median is there exactly when more than half got there', () => {
    fc.assert(
      fc.property(
        fc.array(networks, { minLength: 1, maxLength: 9 }).filter(({ length }) => length % 2 === 1),
        accuracy,
        (records, wanted) => {
          const { reached, steps, seconds } = reach(records, wanted);
          expect(steps.median !== null).toBe(reached > 0.5);
          expect(seconds.median !== null).toBe(reached > 0.5);
        },
      ),
    );
  });
});
