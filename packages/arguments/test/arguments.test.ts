import { runInNewContext } from 'node:vm';
import { describe, expect, test } from '@jest/globals';
import { assert, double, property, record, string } from 'fast-check';
import {
  ArgumentError,
  checkBoolean,
  checkChoice,
  checkFunction,
  checkNumber,
  checkOptions,
  className,
  nearestName,
  show,
} from '../src/index';

const seed = 20261126;

describe('ArgumentError', () => {
  test('is a RangeError that names the function', () => {
    const error = new ArgumentError('f', 'x must be 1, got 2');
    expect(error).toBeInstanceOf(RangeError);
    expect(error).toMatchObject({ name: 'ArgumentError', message: 'f: x must be 1, got 2' });
  });

  test('knows the refusals of another copy of the class, and nothing else', () => {
    class Copy extends RangeError {
      override readonly name = 'ArgumentError';
    }
    expect(new Copy('f: no')).toBeInstanceOf(ArgumentError);
    expect(new RangeError('no')).not.toBeInstanceOf(ArgumentError);
    expect({ name: 'ArgumentError' }).not.toBeInstanceOf(ArgumentError);
  });

  test('knows the refusals of another realm', () => {
    const error: unknown = runInNewContext(
      "Object.assign(new RangeError('f: no'), { name: 'ArgumentError' })",
    );
    expect(error).not.toBeInstanceOf(RangeError);
    expect(error).toBeInstanceOf(ArgumentError);
  });
});

describe('className', () => {
  test('names built-in classes, of whichever realm, and no others', () => {
    for (const name of ['Float32Array', 'Uint8ClampedArray', 'ArrayBuffer', 'Map', 'Date', 'Array']) {
      const made = name === 'ArrayBuffer' ? `new ${name}(1)` : `new ${name}()`;
      expect(className(runInNewContext(made))).toBe(name);
    }
    expect(className(new TypeError())).toBe('Error');
    expect(className(Promise.resolve())).toBe('Promise');
    expect(className(new (class Float32Array {})())).toBe('Object');
  });
});

describe('checkOptions', () => {
  const known = ['gamma', 'beta', 'axis', 'epsilon', 'batchNorm'];

  test('answers a near miss with the nearest name, and anything else with all of them', () => {
    expect(() => checkOptions('f', { epsilom: 1 }, known)).toThrow(
      'f: unknown option "epsilom". Did you mean "epsilon"?',
    );
    expect(() => checkOptions('f', { batchnorm: 1 }, known)).toThrow('Did you mean "batchNorm"?');
    expect(() => checkOptions('f', { temperature: 1 }, known)).toThrow(
      'f: unknown option "temperature". The options are gamma, beta, axis, epsilon, batchNorm.',
    );
  });

  test('refuses what is no object of options', () => {
    for (const options of [null, undefined, 3, 'gamma', [1], new Float32Array(2), () => 1]) {
      expect(() => checkOptions('f', options, known)).toThrow(
        'f: options must be an object { gamma, beta, axis, epsilon, batchNorm }',
      );
    }
  });

  test('takes options of another realm, without a prototype, and left undefined', () => {
    for (const options of [
      runInNewContext('({ gamma: 1 })'),
      Object.assign(Object.create(null), { gamma: 1 }),
      { gamma: undefined, axis: 1 },
    ]) {
      expect(() => checkOptions('f', options, known)).not.toThrow();
    }
  });

  test('refuses a name of Object.prototype', () => {
    expect(() => checkOptions('f', { constructor: 1 }, known)).toThrow('unknown option "constructor"');
  });
});

describe('checkNumber', () => {
  test('takes exactly the numbers of its range', () => {
    const bounds = record({ low: double({ noNaN: true, min: -10, max: 10 }), value: double() });
    assert(
      property(bounds, ({ low, value }) => {
        const isTaken = (range: object) => {
          try {
            checkNumber('f', 'x', value, range);
            return true;
          } catch {
            return false;
          }
        };
        const isFinite = Number.isFinite(value);
        expect(isTaken({ min: low })).toBe(isFinite && value >= low);
        expect(isTaken({ above: low })).toBe(isFinite && value > low);
        expect(isTaken({ min: low, max: low + 1 })).toBe(isFinite && value >= low && value <= low + 1);
        expect(isTaken({ min: low, below: low + 1 })).toBe(isFinite && value >= low && value < low + 1);
        expect(isTaken({ min: low, finite: false })).toBe(value >= low);
        expect(isTaken({ integer: true })).toBe(Number.isSafeInteger(value));
      }),
      { seed },
    );
  });

  test.each([
    [{ min: 1, integer: true }, 'an integer of at least 1'],
    [{ min: 1, max: 8, integer: true }, 'an integer from 1 to 8'],
    [{ above: 0 }, 'a finite number above 0'],
    [{ min: 0, max: 1 }, 'a number in [0, 1]'],
    [{ min: 0, below: 1 }, 'a number in [0, 1)'],
    [{}, 'a finite number'],
  ])('says which numbers it takes: %j', (range, words) => {
    expect(() => checkNumber('f', 'rate', 'fast', range)).toThrow(`f: rate must be ${words}, got "fast"`);
  });
});

test('checkChoice names the choices, and the nearest to a misspelt one', () => {
  expect(() => checkChoice('f', 'order', 'before', ['before', 'after'])).not.toThrow();
  expect(() => checkChoice('f', 'order', 'aftr', ['before', 'after'])).toThrow(
    'f: order must be one of "before", "after", got "aftr". Did you mean "after"?',
  );
  expect(() => checkChoice('f', 'order', 3, ['before', 'after'])).toThrow('got 3');
});

test('checkBoolean takes true and false alone', () => {
  for (const value of [true, false]) expect(() => checkBoolean('f', 'bessel', value)).not.toThrow();
  for (const [value, shown] of [
    [1, '1'],
    ['true', '"true"'],
    [undefined, 'undefined'],
    [null, 'null'],
  ]) {
    expect(() => checkBoolean('f', 'bessel', value)).toThrow(
      new ArgumentError('f', `bessel must be true or false, got ${shown}`),
    );
  }
});

test('checkFunction says what the function takes', () => {
  expect(() => checkFunction('f', 'reduce', () => 1)).not.toThrow();
  expect(() => checkFunction('f', 'reduce', 1)).toThrow('f: reduce must be a function, got 1');
  expect(() => checkFunction('f', 'reduce', {}, 'of moments')).toThrow(
    'f: reduce must be a function of moments, got an object',
  );
});

test('nearestName never names what is not there', () => {
  assert(
    property(string(), (name) => {
      const [, named] = /^Did you mean "(.*)"\?$/.exec(nearestName(name, ['gamma', 'beta'])) ?? [];
      expect(['gamma', 'beta', undefined]).toContain(named);
    }),
    { seed },
  );
  expect(nearestName('a', [])).toBe('There are no options.');
});

test('show names what it was given', () => {
  const tensor = { dtype: 'float32', dataId: {}, shape: [2, 3] };
  const shown = [1, 'a', null, undefined, [1], [], {}, new Map(), tensor, () => 1, 3n].map(show);
  expect(shown).toEqual([
    '1',
    '"a"',
    'null',
    'undefined',
    'an array',
    'an empty array',
    'an object',
    'an object of class Map',
    'a tensor of shape [2, 3]',
    'a function',
    '3n',
  ]);
});
