import { ArgumentError, checkChoice, checkNumber, checkOptions, className, show } from '@bnlab/arguments';
import {
  assembleMnist,
  checkAssembly,
  splitTraining,
  type Assembly,
  type DataFile,
  type MnistData,
} from './assemble-mnist';
import { cachedFetch } from './cached-fetch';
import { decompress } from './decompress';
import { download, type Download } from './download';
import { expectedHashes } from './expected-hashes';
import { FETCH_OPTIONS, type FetchMnistOptions } from './fetch-options';
import { fetchParts } from './fetch-parts';
import { isGzip } from './is-gzip';
import { VALIDATION_COUNT } from './load-options';
import { filesByName, MNIST_FILE_NAMES, spellingsOf, type MnistFileName } from './mnist-files';

const SUFFIXES = { either: ['.gz', ''], gzip: ['.gz'], plain: [''] };

/**
 * Downloads MNIST, or a data set with the same four files, from a folder on a server. For browsers and Node.
 *
 * @param baseUrl URL of the folder of the four files; in a browser it may be relative to the page.
 * @returns For MNIST: 55,000 training images, 5,000 validation images (the first ones of the training files) and 10,000
 * test images.
 * @throws {DataFileError} (the promise rejects) if a file is missing, incomplete, damaged, has an unexpected hash, or
 * does not match the others. The other downloads are then cancelled.
 */
export async function fetchMnist(baseUrl: string | URL, options: FetchMnistOptions = {}): Promise<MnistData> {
  checkFetchOptions(options);
  const { validationCount = VALIDATION_COUNT, classes, verify = true } = options;
  const assembly = { caller: 'fetchMnist', validationCount, classes };
  checkAssembly(assembly);
  const hashes = expectedHashes('fetchMnist', verify);
  const folder = resolveFolder(baseUrl);

  const stop = new AbortController();
  const signal = options.signal ? AbortSignal.any([options.signal, stop.signal]) : stop.signal;
  try {
    const fetchFiles = options.files === 'parts' ? fetchPartFiles : fetchIdxFiles;
    const files = await fetchFiles(folder, { ...options, signal }, assembly);
    options.signal?.throwIfAborted();
    return await assembleMnist(files, { ...assembly, hashes });
  } finally {
    stop.abort();
  }
}

type Files = Promise<Record<MnistFileName, DataFile>>;
type Fetching = FetchMnistOptions & { signal: AbortSignal };

function fetchIdxFiles(folder: URL, { files = 'either', signal, fetch, onProgress }: Fetching): Files {
  const suffixes = SUFFIXES[files as keyof typeof SUFFIXES];
  const report = progressReporter(onProgress);
  return filesByName(async (name) => {
    const names = spellingsOf(name).flatMap((spelling) => suffixes.map((suffix) => spelling + suffix));
    const urls = names.map((each) => fileUrl(folder, each));
    const onPiece = (state: Download) => report(name, state);
    const { url, bytes } = await download(urls, { signal, fetch, onPiece });
    return { source: url, bytes: isGzip(bytes) ? await decompress(url, bytes) : bytes };
  });
}

async function fetchPartFiles(
  folder: URL,
  {
    signal,
    fetch,
    cacheName,
    onProgress,
    firstImages = 5000,
    firstValidationImages = Infinity,
    onFirstImages,
  }: Fetching,
  assembly: Omit<Assembly, 'hashes'>,
): Files {
  const { validationCount } = assembly;
  const validationImages = Math.min(validationCount, firstValidationImages);
  const ranges = [
    [0, validationImages],
    [validationCount, validationCount + firstImages],
  ] as const;
  const isImmutable = (url: string) => new URL(url).pathname.endsWith('.bin');
  return fetchParts({
    urlOf: (name) => fileUrl(folder, name),
    signal,
    fetch: cacheName === undefined ? fetch : await cachedFetch(cacheName, { fetch, isImmutable }),
    onProgress,
    first: {
      includes: ({ set, start, count }) =>
        set === 'train' && ranges.some(([from, to]) => start < to && start + count > from),
      use: (images) => {
        const { train, validation } = splitTraining(images, assembly);
        onFirstImages?.({ train, validation: validation.slice(0, validationImages) });
      },
    },
  });
}

function checkFetchOptions(options: FetchMnistOptions): void {
  checkOptions('fetchMnist', options, FETCH_OPTIONS);
  const { files = 'either' } = options;
  checkChoice('fetchMnist', 'files', files, [...Object.keys(SUFFIXES), 'parts']);
  for (const name of ['firstImages', 'firstValidationImages'] as const) {
    const count = options[name];
    if (count !== undefined) checkNumber('fetchMnist', name, count, { integer: true, min: 1 });
  }
  for (const name of ['onFirstImages', 'onProgress', 'fetch'] as const) {
    if (options[name] === undefined || typeof options[name] === 'function') continue;
    throw new ArgumentError('fetchMnist', `${name} must be a function, got ${show(options[name])}`);
  }
  if (files === 'parts') return;
  for (const name of ['onFirstImages', 'firstImages', 'firstValidationImages', 'cacheName'] as const) {
    if (options[name] === undefined) continue;
    throw new ArgumentError(
      'fetchMnist',
      `${name} goes with files: 'parts' only, got files: '${files}'. Write the parts with writeMnistParts`,
    );
  }
}

function resolveFolder(baseUrl: string | URL): URL {
  const page = globalThis.document?.baseURI ?? globalThis.location?.href;
  try {
    return new URL(baseUrl, page);
  } catch (cause) {
    throw Object.assign(
      new ArgumentError(
        'fetchMnist',
        `baseUrl must be an address${page === undefined ? ' with its scheme (https://...)' : ''}, ` +
          `got ${className(baseUrl) === 'URL' ? String(baseUrl) : show(baseUrl)}`,
      ),
      { cause },
    );
  }
}

function fileUrl(folder: URL, name: string): string {
  const url = new URL(folder);
  url.pathname = `${url.pathname.replace(/\/$/, '')}/${name}`;
  return url.href;
}

function progressReporter(onProgress: FetchMnistOptions['onProgress']) {
  const downloads = new Map<MnistFileName, Download>();
  return (file: MnistFileName, state: Download) => {
    downloads.set(file, state);
    const states = [...downloads.values()];
    const sizes = states.map(({ total }) => total);
    const allKnown = states.length === MNIST_FILE_NAMES.length && sizes.every((size) => size !== undefined);
    onProgress?.({
      file,
      loaded: states.reduce((sum, { loaded }) => sum + loaded, 0),
      total: allKnown ? sizes.reduce((sum, size) => sum + size, 0) : undefined,
      filesDone: states.filter(({ done }) => done).length,
    });
  };
}
