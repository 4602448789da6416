import { IDX_TYPES, valueCount, type IdxArray } from './idx-format';

/**
 * Writes an array as the bytes of an IDX file, which `parseIdx` reads back to an equal array. Use it to turn
 * data of your own into files that `loadMnist` and `fetchMnist` read.
 *
 * @throws {RangeError} if the shape has more than 255 dimensions, a dimension is not an integer from 0 to
 * 4294967295, or `data` is not as long as the shape says.
 */
export function encodeIdx({ type, shape, data }: IdxArray): Uint8Array {
  const info = IDX_TYPES[type];
  if (info === undefined) {
    throw new TypeError(
      `encodeIdx: type must be one of ${Object.keys(IDX_TYPES).join(', ')}, got ${String(type)}`,
    );
  }
  checkShape(shape, data.length);
  const start = 4 + 4 * shape.length;
  const bytes = new Uint8Array(start + data.length * info.bytes);
  const view = new DataView(bytes.buffer);
  view.setUint8(2, info.code);
  view.setUint8(3, shape.length);
  shape.forEach((dimension, axis) => view.setUint32(4 + 4 * axis, dimension));
  data.forEach((value, i) => info.write(view, start + i * info.bytes, value));
  return bytes;
}

function checkShape(shape: readonly number[], length: number): void {
  if (shape.length > 255) {
    throw new RangeError(`encodeIdx: shape must have at most 255 dimensions, got ${shape.length}`);
  }
  for (const dimension of shape) {
    if (!Number.isInteger(dimension) || dimension < 0 || dimension > 0xffffffff) {
      throw new RangeError(`encodeIdx: shape must hold integers from 0 to 4294967295, got ${dimension}`);
    }
  }
  if (valueCount(shape) !== length) {
    throw new RangeError(
      `encodeIdx: data must hold ${valueCount(shape)} values, as shape [${shape.join(', ')}] says, got ${length}`,
    );
  }
}
