import { beforeAll, describe, expect, test } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';
import { ArgumentError, checkEpsilon, checkOptions, checkTensor, show } from '../src/arguments';
import './support/backends';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

describe('checkOptions', () => {
  const known = ['gamma', 'beta', 'axis', 'epsilon'];

  test('answers a near miss with the nearest name, and anything else with all of them', () => {
    expect(() => checkOptions('f', { epsilom: 1 }, known)).toThrow(
      'f: unknown option "epsilom". Did you mean "epsilon"?',
    );
    expect(() => checkOptions('f', { GAMMA: 1 }, known)).toThrow('Did you mean "gamma"?');
    expect(() => checkOptions('f', { ax: 1 }, known)).toThrow('Did you mean "axis"?');
    expect(() => checkOptions('f', { temperature: 1 }, known)).toThrow(
      'f: unknown option "temperature". The options are gamma, beta, axis, epsilon.',
    );
  });

  test('refuses what is no object of options', () => {
    for (const options of [null, 3, 'gamma', [1], tf.scalar(1)]) {
      expect(() => checkOptions('f', options, known)).toThrow(
        'f: options must be an object { gamma, beta, axis, epsilon }',
      );
    }
  });

  test('lets known options pass, given or undefined', () => {
    expect(() => checkOptions('f', { gamma: undefined, axis: 1 }, known)).not.toThrow();
  });
});

test('every error is an ArgumentError whose message starts with the function', () => {
  for (const fail of [() => checkEpsilon('f', -1), () => checkTensor('f', 'x', [1])]) {
    expect(fail).toThrow(ArgumentError);
    expect(fail).toThrow(/^f: /);
  }
});

test('epsilon must be a finite number above 0', () => {
  for (const epsilon of [0, -1e-3, NaN, Infinity, '1e-3', null]) {
    expect(() => checkEpsilon('f', epsilon)).toThrow('epsilon must be a finite number above 0');
  }
  expect(() => checkEpsilon('f', 1e-12)).not.toThrow();
});

test('show names what it was given', () => {
  expect([show(1), show('a'), show(null), show([1]), show({}), show(tf.zeros([2, 3]))]).toEqual([
    '1',
    '"a"',
    'null',
    'an array',
    'a value of type object',
    'a tensor of shape [2, 3]',
  ]);
});
