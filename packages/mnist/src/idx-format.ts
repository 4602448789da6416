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

export type IdxType = keyof IdxData;

/** An n-dimensional array as an IDX file holds it: `data` in row-major order, as long as `shape` multiplies to. */
export interface IdxArray<T extends IdxType = IdxType> {
  readonly type: T;
  readonly shape: readonly number[];
  readonly data: IdxData[T];
}

/** What a type byte stands for, and how one value of that type is read and written. */
export interface IdxTypeInfo {
  readonly code: number;
  readonly bytes: number;
  readonly create: (length: number) => IdxData[IdxType];
  readonly get: (view: DataView, offset: number) => number;
  readonly set: (view: DataView, offset: number, value: number) => void;
}

// A DataView reads and writes big-endian unless told otherwise, which is what the format asks for.
export const IDX_TYPES: Readonly<Record<IdxType, IdxTypeInfo>> = {
  uint8: {
    code: 0x08,
    bytes: 1,
    create: (length) => new Uint8Array(length),
    get: (view, offset) => view.getUint8(offset),
    set: (view, offset, value) => view.setUint8(offset, value),
  },
  int8: {
    code: 0x09,
    bytes: 1,
    create: (length) => new Int8Array(length),
    get: (view, offset) => view.getInt8(offset),
    set: (view, offset, value) => view.setInt8(offset, value),
  },
  int16: {
    code: 0x0b,
    bytes: 2,
    create: (length) => new Int16Array(length),
    get: (view, offset) => view.getInt16(offset),
    set: (view, offset, value) => view.setInt16(offset, value),
  },
  int32: {
    code: 0x0c,
    bytes: 4,
    create: (length) => new Int32Array(length),
    get: (view, offset) => view.getInt32(offset),
    set: (view, offset, value) => view.setInt32(offset, value),
  },
  float32: {
    code: 0x0d,
    bytes: 4,
    create: (length) => new Float32Array(length),
    get: (view, offset) => view.getFloat32(offset),
    set: (view, offset, value) => view.setFloat32(offset, value),
  },
  float64: {
    code: 0x0e,
    bytes: 8,
    create: (length) => new Float64Array(length),
    get: (view, offset) => view.getFloat64(offset),
    set: (view, offset, value) => view.setFloat64(offset, value),
  },
};

/** How many values an array of this shape holds; 1 for rank 0. */
export function valueCount(shape: readonly number[]): number {
  return shape.reduce((product, dimension) => product * dimension, 1);
}
