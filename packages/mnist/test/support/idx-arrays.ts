import fc from 'fast-check';
import type { IdxArray, IdxType } from '../../src/idx-format';

interface Ranks {
  minRank?: number;
  maxRank?: number;
  minDimension?: number;
}

const arrays = {
  uint8: fc.uint8Array,
  int8: fc.int8Array,
  int16: fc.int16Array,
  int32: fc.int32Array,
  float32: fc.float32Array,
  float64: fc.float64Array,
};

export const idxTypes = Object.keys(arrays) as IdxType[];

/** Arrays of one type, of any small shape. */
export function idxArray<T extends IdxType>(type: T, ranks: Ranks = {}): fc.Arbitrary<IdxArray<T>> {
  const { minRank = 0, maxRank = 4, minDimension = 0 } = ranks;
  return fc
    .array(fc.integer({ min: minDimension, max: 5 }), { minLength: minRank, maxLength: maxRank })
    .chain((shape) => {
      const length = shape.reduce((product, dimension) => product * dimension, 1);
      return arrays[type]({ minLength: length, maxLength: length }).map(
        (data) => ({ type, shape, data }) as unknown as IdxArray<T>,
      );
    });
}

/** Arrays of any type and any small shape. */
export const anyIdxArray: fc.Arbitrary<IdxArray> = fc
  .constantFrom(...idxTypes)
  .chain((type) => idxArray(type));
