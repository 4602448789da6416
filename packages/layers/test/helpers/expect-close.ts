import { expect } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';

type Values = tf.Tensor | ArrayLike<number>;

/** Each value within `tolerance` of the expected one, relative to the larger of 1 and its size. */
export function expectClose(actual: Values, expected: Values, tolerance = 1e-4): void {
  const [got, wanted] = [valuesOf(actual), valuesOf(expected)];
  expect(got.length).toBe(wanted.length);
  for (const [i, value] of wanted.entries()) {
    const error = Math.abs(got[i]! - value) / Math.max(1, Math.abs(value));
    if (!(error <= tolerance))
      throw new Error(`value ${i}: expected ${value}, got ${got[i]} (error ${error})`);
  }
}

function valuesOf(values: Values): number[] {
  return Array.from(values instanceof tf.Tensor ? values.dataSync() : values);
}
