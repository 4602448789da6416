import { describe, expect, test } from '@jest/globals';
import { ArgumentError } from '@bnlab/arguments';
import { checkCallbacks } from '../../src/layered-net/fit-callbacks';

const check = (callbacks: unknown) => checkCallbacks('LayeredNet.fit', callbacks, undefined);

/** Keeps what it needs in fields of its own, as a callback may. */
class Counter {
  epochs = 0;
  only = 'it begins like a hook';

  onEpochEnd(): void {
    this.epochs += 1;
  }

  reset(): void {
    this.epochs = 0;
  }
}

describe('callbacks of fit', () => {
  test('may be instances of classes, with fields and methods of their own', () => {
    expect(() => check([new Counter(), new (class extends Counter {})()])).not.toThrow();
  });

  test.each([
    ['a plain object', { onepochend() {} }, 'callbacks.onepochend', 'onEpochEnd'],
    [
      'a class',
      new (class extends Counter {
        onBatchEnds() {}
      })(),
      'callbacks.onBatchEnds',
      'onBatchEnd',
    ],
    [
      'a class further up',
      new (class extends class {
        onTrainBegins() {}
      } {})(),
      'callbacks.onTrainBegins',
      'onTrainBegin',
    ],
    [
      'a field of a class',
      new (class {
        onEpochStart = () => {};
      })(),
      'callbacks.onEpochStart',
      'onEpochBegin',
    ],
  ])('of a misspelt name are refused with the nearest: %s', (_, callback, name, nearest) => {
    expect(() => check(callback)).toThrow(ArgumentError);
    expect(() => check(callback)).toThrow(
      `LayeredNet.fit: unknown option "${name}". Did you mean "${nearest}"?`,
    );
  });

  test('of a plain object are all known, and all functions', () => {
    expect(() => check({ epochs: 0 })).toThrow('unknown option "callbacks.epochs"');
    expect(() => check(Object.assign(new Counter(), { onEpochEnd: 3 }))).toThrow(
      /callbacks\.onEpochEnd must/,
    );
  });
});
