import { beforeAll, expect, test } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';
import { ArgumentError } from '@bnlab/arguments';
import { checkEpsilon, checkTensor } from '../src/arguments';
import './support/backends';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

test('every error is an ArgumentError whose message starts with the function', () => {
  for (const fail of [() => checkEpsilon('f', -1), () => checkTensor('f', 'x', [1])]) {
    expect(fail).toThrow(ArgumentError);
    expect(fail).toThrow(/^f: /);
  }
});

test('epsilon must be a finite number of at least 0', () => {
  for (const epsilon of [-1e-3, NaN, Infinity, '1e-3', null]) {
    expect(() => checkEpsilon('f', epsilon)).toThrow('epsilon must be a finite number of at least 0');
  }
  expect(() => checkEpsilon('f', 1e-12)).not.toThrow();
});
