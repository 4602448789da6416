import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { DataFileError } from '../src/data-file-error';
import { encodeIdx } from '../src/encode-idx';
import { parseIdx } from '../src/parse-idx';
import { anyIdxArray, idxArray } from './support/idx-arrays';

const images = { file: 'some-images', type: 'uint8', rank: 3 } as const;
const imageFile = idxArray('uint8', { minRank: 3, maxRank: 3, minDimension: 1 }).map(encodeIdx);

function errorOf(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  return undefined;
}

describe('parseIdx', () => {
  test('reads back every array that encodeIdx writes', () => {
    fc.assert(
      fc.property(anyIdxArray, (array) => {
        expect(parseIdx(encodeIdx(array))).toEqual(array);
      }),
    );
  });

  test('reads from the middle of a larger buffer', () => {
    fc.assert(
      fc.property(anyIdxArray, fc.nat({ max: 9 }), (array, before) => {
        const file = encodeIdx(array);
        const larger = new Uint8Array(before + file.length + 3).fill(0xff);
        larger.set(file, before);
        expect(parseIdx(larger.subarray(before, before + file.length))).toEqual(array);
      }),
    );
  });

  test('gives uint8 values as a view of the file', () => {
    const file = encodeIdx({ type: 'uint8', shape: [2, 2], data: Uint8Array.of(1, 2, 3, 4) });
    const { data } = parseIdx(file, { type: 'uint8' });
    expect(data.buffer).toBe(file.buffer);
    expect(data.byteOffset).toBe(12);
  });

  test('reads big-endian bytes written by hand', () => {
    const file = Uint8Array.of(0, 0, 0x0b, 2, 0, 0, 0, 1, 0, 0, 0, 2, 0x01, 0x02, 0xff, 0xfe);
    expect(parseIdx(file)).toEqual({ type: 'int16', shape: [1, 2], data: Int16Array.of(258, -2) });
  });

  test('refuses any header with one byte changed, and names the file', () => {
    fc.assert(
      fc.property(imageFile, fc.nat({ max: 15 }), fc.integer({ min: 1, max: 255 }), (file, at, change) => {
        file[at]! ^= change;
        const error = errorOf(() => parseIdx(file, images));
        expect(error).toBeInstanceOf(DataFileError);
        expect((error as DataFileError).message).toMatch(/^some-images: expected .+, found .+/);
      }),
    );
  });

  test('refuses any file cut short or made longer, and names it', () => {
    const otherLength = imageFile.chain((file) =>
      fc
        .oneof(fc.nat({ max: file.length - 1 }), fc.integer({ min: file.length + 1, max: file.length + 9 }))
        .map((length) => {
          const changed = new Uint8Array(length);
          changed.set(file.subarray(0, length));
          return changed;
        }),
    );
    fc.assert(
      fc.property(otherLength, (file) => {
        const error = errorOf(() => parseIdx(file, images));
        expect(error).toBeInstanceOf(DataFileError);
        expect((error as DataFileError).file).toBe('some-images');
        expect((error as DataFileError).found).toContain('bytes');
      }),
    );
  });

  test('never fails with anything but a DataFileError, whatever the bytes are', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        const error = errorOf(() => parseIdx(bytes));
        expect(error === undefined || error instanceof DataFileError).toBe(true);
      }),
    );
  });

  test('says which magic number it expected and which it found', () => {
    const labels = encodeIdx({ type: 'uint8', shape: [1], data: Uint8Array.of(7) });
    expect(() => parseIdx(labels, images)).toThrow(
      'some-images: expected magic number 0x00000803 (an IDX file of uint8 values, rank 3), found magic number 0x00000801',
    );
    expect(() => parseIdx(Uint8Array.of(0, 0, 0x0a, 1))).toThrow(
      /any rank\), found magic number 0x00000a01$/,
    );
  });

  test('says how many bytes are missing or left over', () => {
    const file = encodeIdx({ type: 'uint8', shape: [2, 1, 3], data: new Uint8Array(6) });
    expect(() => parseIdx(file.subarray(0, 20), images)).toThrow(
      'some-images: expected 22 bytes (a header of 16, then 2 x 1 x 3 values of type uint8), found 20 bytes: 2 missing at the end',
    );
    expect(() => parseIdx(Uint8Array.of(...file, 0), images)).toThrow(/found 23 bytes: 1 left over$/);
  });

  test('says what to do about gzipped data', () => {
    expect(() => parseIdx(Uint8Array.of(0x1f, 0x8b, 8, 0))).toThrow(/decompress it first/);
  });

  test('refuses what is not bytes', () => {
    expect(() => parseIdx([0, 0, 8, 1] as unknown as Uint8Array)).toThrow(
      /bytes must be a Uint8Array, got an array/,
    );
  });
});
