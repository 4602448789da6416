import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { probeLayers } from '../../labs/playground/probe-layers';
import { quantilesOf } from '../../labs/playground/quantiles';

const matrix = (rows: number, columns: number, values: number[]) => ({
  rows,
  columns,
  values: Float32Array.from(values),
});
const output = { weights: matrix(2, 1, [1, 1]), bias: new Float32Array(1) };
const images = { count: 2, inputSize: 2, inputs: Float32Array.of(1, 0, 0, 3), labels: new Uint8Array(2) };

describe('probeLayers', () => {
  it('gives what goes into the activation', () => {
    const layer = { weights: matrix(2, 2, [1, 2, 3, -4]), bias: Float32Array.of(0, 1) };
    const settings = { activation: 'relu', placement: 'before-activation', epsilon: 1e-3 } as const;
    const [probe] = probeLayers({ layers: [layer, output] }, settings, images);
    // Unit 1: 1 and 9; unit 2: 3 and -11.
    expect(probe!.preactivation).toEqual(quantilesOf(Float32Array.of(1, 3, 9, -11)));
    expect(probe!.dead).toBe(0);
  });

  it('normalizes with the images own statistics, before the activation', () => {
    const normalized = {
      weights: matrix(2, 2, [1, 2, 3, -4]),
      gamma: Float32Array.of(1, 2),
      beta: Float32Array.of(0, -10),
      populationMean: new Float32Array(2),
      populationVariance: new Float32Array(2),
    };
    const settings = { activation: 'relu', placement: 'before-activation', epsilon: 1e-12 } as const;
    const [probe] = probeLayers({ layers: [normalized, output] }, settings, images);
    // Of two values one is normalized to 1 and the other to -1.
    expect(probe!.preactivation[2]).toBeCloseTo((-1 + -8) / 2, 5);
    // Unit 2 gives -8 and -12: dead.
    expect(probe!.dead).toBe(0.5);
  });

  it('says so when a network has diverged', () => {
    const layer = { weights: matrix(2, 2, [NaN, 2, 3, -4]), bias: Float32Array.of(0, 1) };
    const settings = { activation: 'relu', placement: 'before-activation', epsilon: 1e-3 } as const;
    const [probe] = probeLayers({ layers: [layer, output] }, settings, images);
    expect(probe!.preactivation.every(Number.isNaN)).toBe(true);
  });
});

describe('quantilesOf', () => {
  it('lies within the values, in order', () => {
    const values = fc.array(fc.float({ noNaN: true, noDefaultInfinity: true }), { minLength: 1 });
    fc.assert(
      fc.property(values, (given) => {
        const quantiles = quantilesOf(Float32Array.from(given));
        expect([...quantiles].sort((a, b) => a - b)).toEqual([...quantiles]);
        expect(quantiles[0]).toBeGreaterThanOrEqual(Math.min(...given));
        expect(quantiles[4]).toBeLessThanOrEqual(Math.max(...given));
      }),
    );
  });

  it('are the values themselves where they fall on one', () => {
    const values = Float32Array.from({ length: 21 }, (_, i) => 20 - i);
    quantilesOf(values).forEach((value, i) => expect(value).toBeCloseTo([1, 5, 10, 15, 19][i]!, 9));
  });

  it.each([NaN, Infinity, -Infinity])('are not numbers where %p is among the values', (value) => {
    expect(quantilesOf(Float32Array.of(1, value, 2)).every(Number.isNaN)).toBe(true);
  });
});
