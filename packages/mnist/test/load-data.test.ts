import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { DataFileError } from '../src/data-file-error';
import { encodeIdx } from '../src/encode-idx';
import { loadData } from '../src/load-data';
import { loadMnist } from '../src/load-mnist';
import { MNIST_FILES } from '../src/mnist-files';
import { smallMnistFiles } from './support/small-mnist';

let directory = '';
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'bnlab-'));
});
afterEach(() => rm(directory, { recursive: true }));

const put = (files: Record<string, Uint8Array>) =>
  Promise.all(Object.entries(files).map(([name, bytes]) => writeFile(join(directory, name), bytes)));

/** The small set under other names, with labels that start at another number. */
function renamed(prefix: string, testName: string, firstLabel = 0): Record<string, Uint8Array> {
  const files = smallMnistFiles();
  const labels = (bytes: Uint8Array) => bytes.map((byte, index) => (index < 8 ? byte : byte + firstLabel));
  return {
    [`${prefix}train-images-idx3-ubyte`]: files[MNIST_FILES.trainImages],
    [`${prefix}train-labels-idx1-ubyte`]: labels(files[MNIST_FILES.trainLabels]),
    [`${prefix}${testName}-images-idx3-ubyte`]: files[MNIST_FILES.testImages],
    [`${prefix}${testName}-labels-idx1-ubyte`]: labels(files[MNIST_FILES.testLabels]),
  };
}

describe('a directory of IDX files', () => {
  test.each([
    ['', 't10k'],
    ['emnist-balanced-', 'test'],
    ['my.own.set-', 'test'],
  ])('is read under names that begin with "%s"', async (prefix, testName) => {
    await put(renamed(prefix, testName));
    const data = await loadData(directory);
    expect(data.name).toBe(directory.split('/').at(-1));
    expect([data.train.count, data.validation.count, data.test.count]).toEqual([11, 1, 4]);
    expect([...data.train.labels.subarray(0, 3)]).toEqual([1, 2, 3]);
    const { validation } = await loadData(directory, { validationCount: 5 });
    expect(validation.count).toBe(5);
  });

  test('counts labels from 0 that start at 1', async () => {
    await put(renamed('emnist-letters-', 'test', 1));
    const { train, test: tested } = await loadData(`${directory}/`);
    expect([...train.labels.subarray(0, 3)]).toEqual([1, 2, 3]);
    expect(tested.classes).toBe(10);
  });

  test('has as many classes as its labels need', async () => {
    const labels = Uint8Array.from({ length: 12 }, (_, index) => (index === 11 ? 46 : index));
    const files = smallMnistFiles();
    await put({
      ...files,
      [MNIST_FILES.trainLabels]: encodeIdx({ type: 'uint8', shape: [12], data: labels }),
    });
    expect((await loadData(directory)).train.classes).toBe(47);
  });

  test('is read gzipped, too', async () => {
    const files = Object.entries(smallMnistFiles()).map(([name, bytes]) => [`${name}.gz`, gzipSync(bytes)]);
    await put(Object.fromEntries(files) as Record<string, Uint8Array>);
    expect((await loadData(directory)).train.count).toBe(11);
  });

  test('must hold one set, and all of it', async () => {
    const { [MNIST_FILES.testLabels]: _, ...rest } = smallMnistFiles();
    await put(rest);
    await expect(loadData(directory)).rejects.toThrow(/t10k-labels-idx1-ubyte: expected one such file.*none/);
    await put(renamed('other-', 'test'));
    await expect(loadData(directory)).rejects.toThrow(/keep one set of images per directory/);
    await expect(loadData(join(directory, 'nowhere'))).rejects.toThrow(DataFileError);
  });

  test('of any bytes is read, or refused by name', async () => {
    await put(smallMnistFiles());
    const name = fc.constantFrom(...Object.values(MNIST_FILES));
    await fc.assert(
      fc.asyncProperty(name, fc.uint8Array({ maxLength: 30 }), async (file, bytes) => {
        const whole = smallMnistFiles()[file];
        await writeFile(join(directory, file), bytes);
        await expect(loadData(directory)).rejects.toThrow(DataFileError);
        await writeFile(join(directory, file), whole);
      }),
      { numRuns: 30 },
    );
  });
});

describe('images in the format of CIFAR-10', () => {
  const image = (label: number, red: number) => [
    ...[label, ...Array<number>(1024).fill(red)],
    ...[...Array<number>(1024).fill(red + 1), ...Array<number>(1024).fill(red + 2)],
  ];
  const batch = (...images: number[][]) => Uint8Array.from(images.flat());

  test('are read batch after batch, plane below plane', async () => {
    const first = Array.from({ length: 12 }, (_, index) => image(index % 10, index));
    await put({
      'data_batch_10.bin': batch(image(7, 70)),
      'data_batch_2.bin': batch(image(9, 90)),
      'data_batch_1.bin': batch(...first),
      'test_batch.bin': batch(image(3, 30), image(4, 40)),
    });
    const { train, validation, test: tested } = await loadData(directory);
    expect([train.count, validation.count, tested.count]).toEqual([13, 1, 2]);
    expect([train.rows, train.columns, train.classes]).toEqual([96, 32, 10]);
    expect([...train.labels.subarray(-2)]).toEqual([9, 7]);
    const last = train.inputs.subarray(-3072);
    expect([last[0], last[1024], last[2048]]).toEqual([70, 71, 72]);
  });

  test.each([
    ['a byte short', { 'data_batch_1.bin': batch(image(1, 1)).subarray(1) }, /3073 bytes each.*3072 bytes/],
    ['with a label too many', { 'data_batch_1.bin': batch(image(10, 1)) }, /labels from 0 to 9, found 10/],
    ['without training images', {}, /data_batch_1\.bin: expected training images/],
  ])('are refused %s', async (_, files, message) => {
    await put({ ...files, 'test_batch.bin': batch(image(1, 1)) });
    await expect(loadData(directory)).rejects.toThrow(message);
  });
});

describe('a name', () => {
  test('mnist is the lesson’s digits', async () => {
    const [named, lesson] = [await loadData('mnist'), await loadMnist()];
    expect(named.name).toBe('mnist');
    expect(named.validation.labels).toEqual(lesson.validation.labels);
  });

  test('fashion-mnist is Debian’s, or says what to install', async () => {
    const isInstalled = existsSync('/usr/share/datasets/fashion-mnist');
    const loading = loadData('fashion-mnist');
    if (isInstalled) expect((await loading).train).toMatchObject({ count: 55_000, rows: 28, classes: 10 });
    else await expect(loading).rejects.toThrow(/install Debian's package dataset-fashion-mnist/);
  });
});
