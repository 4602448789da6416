import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { activationFunctions, compiledActivations, deadShare, FLAT_SLOPE, liveShares } from '../../src';

describe('deadShare', () => {
  test.each([
    ['relu', [-1, -20], [-1, 1e-3]],
    ['sigmoid', [-10, 12], [-10, 0]],
    ['tanh', [5, -6], [5, 1]],
    ['elu', [-8, -9], [-8, -1]],
    ['gelu', [-6, -7], [-6, 2]],
    ['swish', [-12, -15], [-12, 0]],
  ] as const)('%s: a unit is dead only if it is flat at every example', (activation, dead, alive) => {
    // [examples, units], row by row.
    const rows = dead.flatMap((value, example) => [value, alive[example]!]);
    expect(deadShare(rows, 2, activation)).toBe(0.5);
  });

  test.each(['identity', 'leakyRelu'] as const)('%s has no dead units', (activation) => {
    expect(deadShare([-1e6, 1e6], 2, activation)).toBe(0);
  });

  test('a unit of values that are not numbers is dead', () => {
    for (const activation of ['relu', 'sigmoid', 'swish'] as const) {
      expect(deadShare([NaN, NaN], 1, activation)).toBe(1);
    }
  });

  test('is the share of the columns that are flat all the way down', () => {
    const table = fc.array(
      fc.array(fc.double({ min: -12, max: 12, noNaN: true }), { minLength: 3, maxLength: 3 }),
      {
        minLength: 1,
        maxLength: 4,
      },
    );
    fc.assert(
      fc.property(table, fc.constantFrom(...compiledActivations), (rows, activation) => {
        const { slope } = activationFunctions[activation];
        const columns = [0, 1, 2].map((unit) => rows.map((row) => row[unit]!));
        const dead = columns.filter((column) => column.every((x) => Math.abs(slope(x)) < FLAT_SLOPE));
        expect(deadShare(rows.flat(), 3, activation)).toBe(dead.length / 3);
      }),
      { seed: 20261126 },
    );
  });
});

test('liveShares counts the examples at which each unit is not flat', () => {
  const rows = [
    [1, -1, 2],
    [1, -1, -2],
    [1, -1, -3],
    [1, -1, 4],
  ];
  expect(liveShares(rows.flat(), 3, 'relu')).toEqual(Float32Array.of(1, 0, 0.5));
});
