import { expect } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';

/** Each value within `tolerance` of the expected one, relative to the larger of 1 and its size. */
export function expectClose(actual: ArrayLike<number>, expected: ArrayLike<number>, tolerance = 1e-4): void {
  expect(actual.length).toBe(expected.length);
  for (let i = 0; i < expected.length; i++) {
    const error = Math.abs(actual[i]! - expected[i]!) / Math.max(1, Math.abs(expected[i]!));
    if (!(error <= tolerance)) {
      throw new Error(`value ${i}: expected ${expected[i]}, got ${actual[i]} (error ${error})`);
    }
  }
}

/** Runs `body` and fails if the number of live tensors changed by anything but `made`. */
export function expectTensorsMade<T>(made: number, body: () => T): T {
  const before = tf.memory().numTensors;
  const result = body();
  expect(tf.memory().numTensors - before).toBe(made);
  return result;
}
