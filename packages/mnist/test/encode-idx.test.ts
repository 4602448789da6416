import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { encodeIdx } from '../src/encode-idx';
import type { IdxType } from '../src/idx-format';
import { anyIdxArray } from './support/idx-arrays';

describe('encodeIdx', () => {
  test('writes the bytes that the format asks for', () => {
    const bytes = encodeIdx({ type: 'float32', shape: [1, 1], data: Float32Array.of(1) });
    expect([...bytes]).toEqual([0, 0, 0x0d, 2, 0, 0, 0, 1, 0, 0, 0, 1, 0x3f, 0x80, 0, 0]);
  });

  test('writes a header of 4 bytes and 4 a dimension, then the values and nothing else', () => {
    fc.assert(
      fc.property(anyIdxArray, (array) => {
        expect(encodeIdx(array).length).toBe(4 + 4 * array.shape.length + array.data.byteLength);
      }),
    );
  });

  test('refuses shapes that the format cannot hold or the data does not have', () => {
    const data = Uint8Array.of(1, 2);
    expect(() => encodeIdx({ type: 'uint8', shape: [3], data })).toThrow(/must hold 3 values.*\[3\].*got 2/);
    expect(() => encodeIdx({ type: 'uint8', shape: [-2, -1], data })).toThrow(/got -2/);
    expect(() => encodeIdx({ type: 'uint8', shape: [0.5, 4], data })).toThrow(/got 0.5/);
    const deep = Array<number>(256).fill(1);
    expect(() => encodeIdx({ type: 'uint8', shape: deep, data })).toThrow(/at most 255 dimensions, got 256/);
  });

  test('refuses types that the format does not have', () => {
    const type = 'uint16' as IdxType;
    expect(() => encodeIdx({ type, shape: [1], data: Uint8Array.of(1) })).toThrow(
      /"uint8", "int8".*got "uint16"/,
    );
  });
});
