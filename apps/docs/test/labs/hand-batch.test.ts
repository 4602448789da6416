import { describe, expect, it, test } from '@jest/globals';
import fc from 'fast-check';
import { computeByHand, type HandInputs } from '../../labs/by-hand/hand-batch';

const number = fc.double({ min: -100, max: 100, noNaN: true });
const inputs: fc.Arbitrary<HandInputs> = fc.integer({ min: 1, max: 10 }).chain((m) =>
  fc.record({
    x: fc.array(number, { minLength: m, maxLength: m }),
    g: fc.array(number, { minLength: m, maxLength: m }),
    gamma: number,
    beta: number,
    epsilon: fc.double({ min: 1e-3, max: 10, noNaN: true }),
  }),
);

describe('computeByHand', () => {
  it('gives a mean of 0 and a variance of variance / (variance + epsilon)', () => {
    fc.assert(
      fc.property(inputs, (given) => {
        const { xHat, variance } = computeByHand(given);
        const m = xHat.length;
        const mean = xHat.reduce((sum, value) => sum + value, 0) / m;
        const spread = xHat.reduce((sum, value) => sum + (value - mean) ** 2, 0) / m;
        expect(mean).toBeCloseTo(0, 9);
        expect(spread).toBeCloseTo(variance / (variance + given.epsilon), 9);
      }),
    );
  });

  it('gives the gradient that small nudges of each value give', () => {
    fc.assert(
      fc.property(inputs, (given) => {
        const { dx } = computeByHand(given);
        const scale = 1 + Math.max(...dx.map(Math.abs));
        dx.forEach((slope, i) => expect((slope - nudge(given, 'x', i)) / scale).toBeCloseTo(0, 3));
      }),
    );
  });

  it('gives the gradients of gamma and beta that small nudges give', () => {
    fc.assert(
      fc.property(inputs, (given) => {
        const { dGamma, dBeta } = computeByHand(given);
        const loss = (changed: Partial<HandInputs>) => lossOf({ ...given, ...changed });
        // The loss is linear in both: any nudge gives the slope.
        expect(loss({ gamma: given.gamma + 1 }) - loss({ gamma: given.gamma })).toBeCloseTo(dGamma, 6);
        expect(loss({ beta: given.beta + 1 }) - loss({ beta: given.beta })).toBeCloseTo(dBeta, 6);
      }),
    );
  });

  it('gives beta for a batch whose values are all equal', () => {
    fc.assert(
      fc.property(inputs, number, (given, value) => {
        const { variance, y } = computeByHand({ ...given, x: given.x.map(() => value) });
        expect(variance).toBe(0);
        y.forEach((output) => expect(Math.abs(output - given.beta)).toBe(0));
      }),
    );
  });

  test('an example computed with pencil and paper', () => {
    const given = { x: [1, 3], g: [1, 0], gamma: 2, beta: 5, epsilon: 3 };
    expect(computeByHand(given)).toEqual({
      mean: 2,
      variance: 1,
      deviation: 2,
      xHat: [-0.5, 0.5],
      y: [4, 6],
      dGamma: -0.5,
      dBeta: 1,
      dx: [0.375, -0.375],
    });
  });

  it('refuses what is no batch', () => {
    const given = { x: [1], g: [1], gamma: 1, beta: 0, epsilon: 1e-3 };
    expect(() => computeByHand({ ...given, x: [], g: [] })).toThrow('x must hold at least one value');
    expect(() => computeByHand({ ...given, g: [1, 2] })).toThrow('g must hold 1 values, as x does, got 2');
    expect(() => computeByHand({ ...given, epsilon: 0 })).toThrow('epsilon must be positive, got 0');
  });
});

/** L = sum(g y): the loss whose gradient with respect to y is g. */
function lossOf(given: HandInputs): number {
  return computeByHand(given).y.reduce((sum, value, i) => sum + given.g[i]! * value, 0);
}

function nudge(given: HandInputs, name: 'x', i: number): number {
  const step = 1e-5;
  const moved = (by: number) =>
    lossOf({ ...given, [name]: given[name].map((value, j) => (j === i ? value + by : value)) });
  return (moved(step) - moved(-step)) / (2 * step);
}
