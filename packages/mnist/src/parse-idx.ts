import { ArgumentError, checkChoice, checkNumber, checkOptions, className, show } from '@bnlab/arguments';
import { DataFileError } from './data-file-error';
import { IDX_TYPES, valueCount, type IdxArray, type IdxData, type IdxType } from './idx-format';

/** Options of {@link parseIdx}. */
export interface ParseIdxOptions<T extends IdxType = IdxType> {
  /** Name of the file in error messages. Default: `'IDX data'`. */
  file?: string;
  /** Required type of the values. Default: any. */
  type?: T;
  /** Required number of dimensions, 0 to 255. Default: any. */
  rank?: number;
}

/**
 * Parses the bytes of a whole IDX file (not gzipped).
 *
 * Values of type `uint8` are a view of `bytes`; values of other types are copied, because IDX files are big-endian.
 *
 * @throws {DataFileError} if the magic number is wrong, the type or the rank differs from the required one, or there are
 * too few or too many bytes.
 */
export function parseIdx<T extends IdxType = IdxType>(
  bytes: Uint8Array,
  options: ParseIdxOptions<T> = {},
): IdxArray<T> {
  if (className(bytes) !== 'Uint8Array') {
    throw new ArgumentError('parseIdx', `bytes must be a Uint8Array, got ${show(bytes)}`);
  }
  checkOptions('parseIdx', options, ['file', 'type', 'rank']);
  const { file = 'IDX data', type, rank } = options;
  if (type !== undefined) checkChoice('parseIdx', 'type', type, Object.keys(IDX_TYPES) as IdxType[]);
  if (rank !== undefined) checkNumber('parseIdx', 'rank', rank, { integer: true, min: 0, max: 255 });
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const foundType = readMagic(view, file, { type, rank });
  const shape = readShape(view, file);

  const info = IDX_TYPES[foundType];
  const count = valueCount(shape);
  const dataStart = 4 + 4 * shape.length;
  const expectedBytes = dataStart + count * info.bytes;
  if (bytes.byteLength !== expectedBytes) {
    const layout = shape.length === 0 ? 'one value' : `${shape.join(' x ')} values`;
    throw new DataFileError(file, {
      expected: `${expectedBytes} bytes (a header of ${dataStart}, then ${layout} of type ${foundType})`,
      found: bytesFound(bytes.byteLength, expectedBytes),
    });
  }

  const data = info.read(view, dataStart, count) as IdxData[T];
  return { type: foundType, shape, data };
}

function bytesFound(found: number, expected: number): string {
  const difference = Math.abs(found - expected);
  return `${found} bytes: ${difference} ${found < expected ? 'missing at the end' : 'left over'}`;
}

function readMagic<T extends IdxType>(
  view: DataView,
  file: string,
  { type, rank }: { type?: T; rank?: number },
): T {
  if (view.byteLength < 4) {
    throw new DataFileError(file, {
      expected: 'an IDX header of at least 4 bytes',
      found: `${view.byteLength} bytes`,
    });
  }
  const found = `magic number ${hex(view.getUint32(0))}`;
  const types = type === undefined ? (Object.keys(IDX_TYPES) as T[]) : [type];
  const foundType = types.find((name) => IDX_TYPES[name].code === view.getUint8(2));
  const isIdx = view.getUint16(0) === 0 && foundType !== undefined;
  if (!isIdx || (rank !== undefined && view.getUint8(3) !== rank)) {
    throw new DataFileError(file, { expected: expectedMagic(types, rank), found, hint: gzipHint(view) });
  }
  return foundType;
}

function expectedMagic(types: readonly IdxType[], rank: number | undefined): string {
  const [type] = types;
  if (types.length === 1 && type !== undefined && rank !== undefined) {
    return `magic number ${hex(IDX_TYPES[type].code * 256 + rank)} (an IDX file of ${type} values, rank ${rank})`;
  }
  const rankText = rank === undefined ? 'any rank' : `rank ${rank}`;
  return `an IDX magic number (two zero bytes, then a type of ${types.join(', ')}, then ${rankText})`;
}

function gzipHint(view: DataView): string | undefined {
  return view.getUint16(0) === 0x1f8b ? 'the data is gzipped: decompress it first' : undefined;
}

function readShape(view: DataView, file: string): number[] {
  const rank = view.getUint8(3);
  const headerBytes = 4 + 4 * rank;
  if (view.byteLength < headerBytes) {
    throw new DataFileError(file, {
      expected: `an IDX header of ${headerBytes} bytes (rank ${rank})`,
      found: `${view.byteLength} bytes`,
    });
  }
  return Array.from({ length: rank }, (_, axis) => view.getUint32(4 + 4 * axis));
}

function hex(magic: number): string {
  return `0x${magic.toString(16).padStart(8, '0')}`;
}
