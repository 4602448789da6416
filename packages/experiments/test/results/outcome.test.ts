import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { hasFailed, outcomeOf, outcomeText, peakOf } from '../../src/results/outcome';
import { failureText } from '../../src/results/outcome';
import { network, networks } from './networks';

const curve = (...validationAccuracy: number[]) =>
  network(validationAccuracy.at(-1)!, {
    steps: validationAccuracy.map((_, index) => 1000 * index),
    validationAccuracy,
  });

describe('how a network ended', () => {
  test('never learned, learned and collapsed, diverged and learned are four things', () => {
    expect(outcomeText(curve(0.1, 0.97, 0.98))).toBe('learned');
    expect(outcomeText(curve(0.1, 0.11, 0.098))).toBe('never learned');
    expect(outcomeText(curve(0.1, 0.9, 0.973, 0.098, 0.098))).toBe('collapsed by step 3,000, after 97.30 %');
    expect(outcomeText({ ...curve(0.1, 0.9, 0.1), diverged: true })).toBe('diverged');
  });

  test('is failed exactly where nothing is learned in the end; the peak is no lower than any measurement', () => {
    fc.assert(
      fc.property(networks, (one) => {
        expect(outcomeOf(one) !== 'learned').toBe(hasFailed(one));
        const { validationAccuracy: accuracy, step } = peakOf(one);
        expect(accuracy).toBe(Math.max(...one.validationAccuracy));
        expect(one.validationAccuracy[one.steps.indexOf(step)]).toBe(accuracy);
      }),
      { seed: 1 },
    );
  });

  test('of several is counted by kind', () => {
    expect(failureText([curve(0.9), curve(0.8)])).toBe('0/2');
    expect(failureText([curve(0.1), curve(0.8)])).toBe('1/2 never learned');
    expect(failureText([curve(0.1), curve(0.97, 0.1), curve(0.97)])).toBe(
      '2/3 (1 never learned, 1 collapsed)',
    );
  });
});
