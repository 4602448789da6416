/**
 * The IDX format, as described on the MNIST home page (http://yann.lecun.com/exdb/mnist/):
 *
 *     byte 0, 1   zero
 *     byte 2      the type of the values (below)
 *     byte 3      the rank: how many dimensions
 *     4 * rank    the dimensions, unsigned 32-bit integers, big-endian
 *     the rest    the values in row-major order, big-endian, and nothing after them
 */

/** The typed array that holds the values of each IDX type. */
export interface IdxData {
  uint8: Uint8Array;
  int8: Int8Array;
  int16: Int16Array;
  int32: Int32Array;
  float32: Float32Array;
  float64: Float64Array;
}

/** The type of the values of an IDX file. */
export type IdxType = keyof IdxData;

/** An n-dimensional array of an IDX file: `data` in row-major order, its length the product of `shape`. */
export interface IdxArray<T extends IdxType = IdxType> {
  readonly type: T;
  readonly shape: readonly number[];
  readonly data: IdxData[T];
}

/** What a type byte stands for, and how values of that type are read and written. */
export interface IdxTypeInfo {
  readonly code: number;
  /** Bytes per value. */
  readonly bytes: number;
  /** The `count` values from byte `start` on. */
  readonly read: (view: DataView, start: number, count: number) => IdxData[IdxType];
  readonly write: (view: DataView, offset: number, value: number) => void;
}

export const IDX_TYPES: Readonly<Record<IdxType, IdxTypeInfo>> = {
  uint8: {
    code: 0x08,
    bytes: 1,
    read: (view, start, count) => new Uint8Array(view.buffer, view.byteOffset + start, count),
    write: (view, offset, value) => view.setUint8(offset, value),
  },
  int8: copied(0x09, Int8Array, 'Int8'),
  int16: copied(0x0b, Int16Array, 'Int16'),
  int32: copied(0x0c, Int32Array, 'Int32'),
  float32: copied(0x0d, Float32Array, 'Float32'),
  float64: copied(0x0e, Float64Array, 'Float64'),
};

/** A type whose values are copied one by one: most machines are little-endian, so a view would not do. */
function copied(
  code: number,
  ArrayType: { new (length: number): IdxData[IdxType]; BYTES_PER_ELEMENT: number },
  method: 'Int8' | 'Int16' | 'Int32' | 'Float32' | 'Float64',
): IdxTypeInfo {
  const bytes = ArrayType.BYTES_PER_ELEMENT;
  return {
    code,
    bytes,
    // A DataView is big-endian unless told otherwise.
    read: (view, start, count) => {
      const values = new ArrayType(count);
      for (let i = 0; i < count; i++) values[i] = view[`get${method}`](start + i * bytes);
      return values;
    },
    write: (view, offset, value) => view[`set${method}`](offset, value),
  };
}

/** How many values an array of this shape holds; 1 for rank 0. */
export function valueCount(shape: readonly number[]): number {
  return shape.reduce((product, dimension) => product * dimension, 1);
}
