import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { drift } from '../../src/results/drift';
import { network } from './networks';

const seen = (...layers: (number | null)[][][]) => ({
  preactivations: { shares: [0.15, 0.5, 0.85], steps: layers[0]!.map((_, index) => 100 * index), layers },
});

const looks = fc.array(
  fc.array(fc.integer({ min: -100, max: 100 }), { minLength: 3, maxLength: 3 }).map((values) => {
    const [low, middle, high] = [...values].sort((a, b) => a - b) as [number, number, number];
    return [low, middle, high + 1];
  }),
  { minLength: 1, maxLength: 8 },
);

describe('drift', () => {
  test('is the way that the quantiles go, in units of their spread', () => {
    const still = [
      [-1, 0, 1],
      [-1, 0, 1],
    ];
    const moving = [
      [-2, 0, 2],
      [2, 4, 6],
      [2, 4, 6],
      [0, 2, 4],
    ];
    expect(drift(network(0.5, seen(still, moving)))).toEqual([0, 2 + 0 + 1]);
  });

  test('is the same in other units and elsewhere, and there and back is no shorter than there', () => {
    fc.assert(
      fc.property(
        looks,
        fc.integer({ min: 1, max: 50 }),
        fc.integer({ min: -50, max: 50 }),
        (layer, scale, shift) => {
          const [first] = drift(network(0, seen(layer)));
          const elsewhere = layer.map((quantiles) => quantiles.map((value) => scale * value + shift));
          expect(drift(network(0, seen(elsewhere)))[0]).toBeCloseTo(first!, 6);
          expect(drift(network(0, seen([...layer, layer[0]!])))[0]).toBeGreaterThanOrEqual(first!);
        },
      ),
    );
  });

  test('of values that were no numbers, or all the same, is infinite', () => {
    const broken = [
      [-1, 0, 1],
      [null, null, null],
      [-1, 0, 1],
    ];
    const flat = [
      [0, 0, 0],
      [-1, 0, 1],
    ];
    expect(drift(network(0, seen(broken, flat)))).toEqual([Infinity, Infinity]);
  });

  test('of a network that nobody looked into is nothing', () => {
    expect(drift(network(0))).toEqual([]);
  });
});
