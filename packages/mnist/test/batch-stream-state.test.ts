import { describe, expect, test } from '@jest/globals';
import { BatchStream } from '../src/batch-stream';
import type { BatchStreamState } from '../src/batch-stream-state';
import { Dataset } from '../src/dataset';

const examples = new Dataset({
  name: 'blank',
  rows: 1,
  columns: 1,
  inputs: new Uint8Array(8),
  labels: new Uint8Array(8),
});

const state = new BatchStream(examples, { seed: 7 }).getState();

function restoreWith(change: Record<string, unknown>): () => BatchStream {
  return () => BatchStream.fromState(examples, { ...state, ...change });
}

describe('checkBatchStreamState', () => {
  test('lets through what getState returned', () => {
    expect(restoreWith({})().getState()).toEqual(state);
  });

  test.each<[keyof BatchStreamState, unknown[]]>([
    ['version', [undefined, 2, '1']],
    ['seed', [undefined, -1, 1.5, 2 ** 32, '7', null]],
    ['epoch', [undefined, -1, 0.5, null, 2 ** 53]],
    ['position', [undefined, -1, 8, 0.5]],
    [
      'generator',
      [undefined, [], [1, 2, 3], [1, 2, 3, 4, 5], [0, 0, 0, 0], [1, 2, 3, 2 ** 31], [1, 2, 3, '4']],
    ],
  ])('refuses a wrong %s by name', (field, wrongs) => {
    for (const wrong of wrongs) {
      expect(restoreWith({ [field]: wrong })).toThrow(`BatchStream.fromState: state.${field} must be `);
    }
  });

  test('refuses the state of another set', () => {
    expect(restoreWith({ count: 9 })).toThrow(/state.count must be 8, the count of 'blank'.*; got 9/);
  });

  test('refuses what is no state at all', () => {
    const none = null as unknown as BatchStreamState;
    expect(() => BatchStream.fromState(examples, none)).toThrow(/what getState returned, got null/);
  });
});
