import { beforeAll, describe, expect, test } from '@jest/globals';
import { useBackend } from '@bnlab/layers';
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { groupsOf } from '../../src/network/normalization-layer';
import { SeededDropout } from '../../src/network/seeded-dropout';

beforeAll(() => useBackend('wasm'));

/** What a layer makes of ones, in training or not. */
function pass(layer: SeededDropout, training: boolean): Float32Array {
  return tf.tidy(() => (layer.apply(tf.ones([50, 40]), { training }) as tf.Tensor).dataSync<'float32'>());
}

describe('SeededDropout', () => {
  test('leaves out the share it is told to, and makes up for it', () => {
    const values = pass(new SeededDropout({ rate: 0.25, seed: '1' }), true);
    const left = values.filter((value) => value === 0).length / values.length;
    expect(left).toBeGreaterThan(0.21);
    expect(left).toBeLessThan(0.29);
    expect(new Set(values)).toEqual(new Set([0, Math.fround(1 / 0.75)]));
  });

  test('leaves out others at each step, the same ones for the same seed', () => {
    const steps = (seed: string) => {
      const layer = new SeededDropout({ rate: 0.5, seed });
      return [pass(layer, true), pass(layer, true)];
    };
    const [first, second] = steps('1');
    expect(second).not.toEqual(first);
    expect(steps('1')).toEqual([first, second]);
    expect(steps('2')[0]).not.toEqual(first);
  });

  test('changes nothing at inference', () => {
    expect(pass(new SeededDropout({ rate: 0.5, seed: '1' }), false)).toEqual(new Float32Array(2000).fill(1));
  });
});

test('groupsOf divides the channels into groups of at least 16, as many as there can be', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 600 }), (channels) => {
      const groups = groupsOf(channels);
      const possible = (count: number) => channels % count === 0 && (count === 1 || channels / count >= 16);
      expect(possible(groups)).toBe(true);
      for (let more = groups + 1; more <= channels; more++) expect(possible(more)).toBe(false);
    }),
  );
});
