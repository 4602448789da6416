import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { DataFileError } from './data-file-error';
import { isGzip } from './is-gzip';

/**
 * The bytes of a file, unpacked if they are gzipped; undefined if there is no such file.
 *
 * @throws {DataFileError} if it cannot be read or unpacked.
 */
export async function readIfThere(path: string): Promise<Uint8Array | undefined> {
  const bytes = await readBytes(path);
  return bytes !== undefined && isGzip(bytes) ? decompress(path, bytes) : bytes;
}

async function readBytes(path: string): Promise<Uint8Array | undefined> {
  try {
    return plainBytes(await readFile(path));
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT') return undefined;
    throw new DataFileError(path, { expected: 'a file that can be read', found: message, cause });
  }
}

async function decompress(source: string, bytes: Uint8Array): Promise<Uint8Array> {
  try {
    return plainBytes(await promisify(gunzip)(bytes));
  } catch (cause) {
    throw new DataFileError(source, { expected: 'whole gzip data', found: (cause as Error).message, cause });
  }
}

/** The same memory as a plain `Uint8Array`: the methods of a `Buffer` differ (`slice` does not copy). */
function plainBytes(buffer: Buffer): Uint8Array {
  return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);
}
