import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MnistData } from '../src/assemble-mnist';
import type { DataFileError } from '../src/data-file-error';
import { fetchMnist } from '../src/fetch-mnist';
import type { FetchProgress } from '../src/fetch-options';
import { loadMnist } from '../src/load-mnist';
import { MNIST_SHA256 } from '../src/mnist-files';
import { writeMnistParts } from '../src/write-mnist-parts';
import { answerWith, serve, type FileServer } from './support/file-server';
import { smallMnistFiles } from './support/small-mnist';

type FirstImages = Pick<MnistData, 'train' | 'validation'>;

describe('writeMnistParts and fetchMnist', () => {
  let folder: string;
  let source: string;
  let server: FileServer;
  let files: Record<string, Uint8Array>;
  const small = { files: 'parts', validationCount: 3, verify: false } as const;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bnlab-parts-'));
    source = join(folder, 'source');
    await mkdir(source);
    for (const [name, bytes] of Object.entries(smallMnistFiles())) await writeFile(join(source, name), bytes);
    const target = join(folder, 'site', 'mnist');
    await writeMnistParts(target, { from: source, imagesPerPart: 5 });
    files = Object.fromEntries(
      await Promise.all(
        (await readdir(target)).map(async (name) => [name, await readFile(join(target, name))] as const),
      ),
    );
    server = await serve((path, response, request) => answerWith(files)(path, response, request));
  });
  afterAll(async () => {
    await server.close();
    await rm(folder, { recursive: true });
  });

  test('give the sets that loadMnist reads', async () => {
    const fetched = await fetchMnist(server.url, small);
    const read = await loadMnist({ directory: source, validationCount: 3 });
    for (const name of ['train', 'validation', 'test'] as const) {
      const { inputs, labels, rows, columns, classes } = fetched[name];
      expect({ rows, columns, classes }).toEqual({ rows: 3, columns: 2, classes: 10 });
      expect([...inputs]).toEqual([...read[name].inputs]);
      expect([...labels]).toEqual([...read[name].labels]);
    }
  });

  test.each([
    [1, 2],
    [2, 2],
    [3, 7],
    [100, 9],
  ])('the first %d images are there before the rest: %d of them', async (firstImages, count) => {
    let first: FirstImages | undefined;
    let partsBefore = 0;
    const { train } = await fetchMnist(server.url, {
      ...small,
      firstImages,
      onFirstImages: (data) => (first = data),
      onProgress: () => (partsBefore += first === undefined ? 1 : 0),
    });
    expect([first!.validation.count, first!.train.count]).toEqual([3, count]);
    // Progress of a part is told before its images are handed over; two parts of test and training images follow.
    expect(partsBefore).toBe(Math.min(3, Math.ceil((3 + firstImages) / 5)));
    expect([...first!.train.inputs]).toEqual([...train.inputs.subarray(0, count * 6)]);
    expect(first!.train.inputs.buffer).toBe(train.inputs.buffer);
  });

  test.each([
    [1, ['train-00000', 'train-00003'], 1],
    [2, ['train-00000', 'train-00001', 'train-00003'], 2],
    [100, ['train-00000', 'train-00001', 'train-00002', 'train-00003'], 3],
  ])(
    'with %d validation images to wait for, these and the training images come first',
    async (count, parts, given) => {
      const target = join(folder, 'one-by-one');
      await writeMnistParts(target, { from: source, imagesPerPart: 1 });
      const each = await serve((path, response, request) =>
        answerWith(Object.fromEntries(one))(path, response, request),
      );
      const one = await Promise.all(
        (await readdir(target)).map(async (name) => [name, await readFile(join(target, name))] as const),
      );
      try {
        let first: FirstImages | undefined;
        const before: string[] = [];
        const whole = await fetchMnist(each.url, {
          ...small,
          ...{ firstImages: 1, firstValidationImages: count },
          onFirstImages: (data) => (first = data),
          onProgress: ({ file }) => first ?? before.push(file.split('.')[0]!),
        });
        expect(before).toEqual(parts);
        expect([first!.validation.count, first!.train.count]).toEqual([given, 1]);
        expect([...first!.validation.inputs]).toEqual([...whole.validation.inputs.subarray(0, given * 6)]);
        expect([...first!.train.labels]).toEqual([...whole.train.labels.subarray(0, 1)]);
        const read = await loadMnist({ directory: source, validationCount: 3 });
        expect([...whole.train.inputs]).toEqual([...read.train.inputs]);
      } finally {
        await each.close();
      }
    },
  );

  test('progress grows to the size of all parts', async () => {
    const progress: FetchProgress[] = [];
    await fetchMnist(server.url, { ...small, onProgress: (now) => progress.push(now) });
    const total = Object.entries(files).reduce(
      (sum, [name, { length }]) => sum + (name.endsWith('.bin') ? length : 0),
      0,
    );
    expect(progress.map(({ filesDone }) => filesDone)).toEqual([1, 2, 3, 4]);
    expect(progress.at(-1)).toMatchObject({ loaded: total, total });
  });

  test('a part that is cut short, missing or of another build is named', async () => {
    const name = Object.keys(files).find((each) => each.startsWith('test'))!;
    const whole = files[name]!;
    const failure = async (): Promise<DataFileError> =>
      fetchMnist(server.url, small).then(
        () => {
          throw new Error('did not fail');
        },
        (error: DataFileError) => error,
      );
    files[name] = whole.subarray(0, 12);
    expect(await failure()).toMatchObject({ name: 'DataFileError', file: server.url + name });
    files[name] = files['manifest.json']!;
    expect(await failure()).toMatchObject({ name: 'DataFileError', expected: '4 packed images' });
    delete files[name];
    expect(await failure()).toMatchObject({ name: 'DataFileError', file: server.url + name });
    files[name] = whole;
    const manifest = files['manifest.json']!;
    files['manifest.json'] = Buffer.from('<!doctype html>');
    expect((await failure()).message).toMatch(
      /manifest.json: expected the manifest that writeMnistParts writes, found <!doctype html>/,
    );
    files['manifest.json'] = manifest;
  });

  test('a second visit takes the parts from the cache, and works without a network', async () => {
    const kept = new Map<string, Response>();
    const cache = {
      match: (url: string) => Promise.resolve(kept.get(url)?.clone()),
      put: (url: string, response: Response) => Promise.resolve(void kept.set(url, response)),
    };
    const browser = globalThis as { caches?: unknown };
    browser.caches = { open: () => Promise.resolve(cache) };
    try {
      const first = await fetchMnist(server.url, { ...small, cacheName: 'digits' });
      server.requests.length = 0;
      await fetchMnist(server.url, { ...small, cacheName: 'digits' });
      expect(server.requests).toEqual(['manifest.json']);
      const offline = () => Promise.reject(new TypeError('fetch failed'));
      const again = await fetchMnist(server.url, { ...small, cacheName: 'digits', fetch: offline });
      expect([...again.test.inputs]).toEqual([...first.test.inputs]);
      await expect(fetchMnist(server.url, { ...small, fetch: offline })).rejects.toThrow(/manifest.json/);
    } finally {
      delete browser.caches;
    }
  });

  test('verify sees the files that the parts were made of', async () => {
    await expect(fetchMnist(server.url, { ...small, verify: true })).rejects.toThrow(
      new RegExp(`expected SHA-256 ${MNIST_SHA256['train-images-idx3-ubyte']}`),
    );
  });

  test('leaves no manifest where the data set cannot be read', async () => {
    const target = join(folder, 'never');
    await expect(writeMnistParts(target, { from: join(folder, 'nowhere') })).rejects.toThrow(/nowhere/);
    expect(existsSync(target)).toBe(false);
  });
});
