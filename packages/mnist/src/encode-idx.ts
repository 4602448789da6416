import { ArgumentError, checkChoice, checkNumber, checkOptions, show } from '@bnlab/arguments';
import { IDX_TYPES, valueCount, type IdxArray, type IdxType } from './idx-format';

/**
 * Encodes an array as the bytes of an IDX file, the inverse of `parseIdx`. Use it to turn your own data into files for
 * `loadMnist` and `fetchMnist`.
 *
 * @throws {ArgumentError} if the shape has more than 255 dimensions, a dimension is not an integer from 0 to
 * 4294967295, or the length of `data` does not match the shape.
 */
export function encodeIdx(array: IdxArray): Uint8Array {
  checkOptions('encodeIdx', array, ['type', 'shape', 'data'], 'array');
  const { type, shape, data } = array;
  checkChoice('encodeIdx', 'type', type, Object.keys(IDX_TYPES) as IdxType[]);
  const info = IDX_TYPES[type];
  checkShape(shape);
  checkData(data, shape);
  const start = 4 + 4 * shape.length;
  const bytes = new Uint8Array(start + data.length * info.bytes);
  const view = new DataView(bytes.buffer);
  view.setUint8(2, info.code);
  view.setUint8(3, shape.length);
  shape.forEach((dimension, axis) => view.setUint32(4 + 4 * axis, dimension));
  data.forEach((value, i) => info.write(view, start + i * info.bytes, value));
  return bytes;
}

function checkShape(shape: readonly number[]): void {
  if (!Array.isArray(shape)) {
    throw new ArgumentError('encodeIdx', `shape must be an array of dimensions, got ${show(shape)}`);
  }
  if (shape.length > 255) {
    throw new ArgumentError('encodeIdx', `shape must have at most 255 dimensions, got ${shape.length}`);
  }
  shape.forEach((dimension, axis) =>
    checkNumber('encodeIdx', `shape[${axis}]`, dimension, { integer: true, min: 0, max: 0xffffffff }),
  );
}

function checkData(data: IdxArray['data'], shape: readonly number[]): void {
  const count = valueCount(shape);
  const isTyped = ArrayBuffer.isView(data) && 'length' in data;
  if (isTyped && data.length === count) return;
  const wanted = `data must hold ${count} values for shape [${shape.join(', ')}]`;
  throw new ArgumentError('encodeIdx', `${wanted}, got ${isTyped ? data.length : show(data)}`);
}
