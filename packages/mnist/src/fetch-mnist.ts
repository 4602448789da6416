import { assembleMnist, checkValidationCount, type DataFile, type MnistData } from './assemble-mnist';
import { decompress } from './decompress';
import { download, type Download, type Fetch } from './download';
import { expectedHashes, type Verify } from './expected-hashes';
import { isGzip } from './is-gzip';
import { VALIDATION_COUNT } from './load-options';
import { filesByName, MNIST_FILE_NAMES, type MnistFileName } from './mnist-files';

/** How far the download is. */
export interface FetchProgress {
  /** The file that just moved on. */
  file: MnistFileName;
  /** Bytes received of all files together. Where the server compresses on the fly, bytes after decompression. */
  loaded: number;
  /** Bytes of all files together; undefined until the server has told, and where it does not tell. */
  total: number | undefined;
  /** How many of the four files have arrived. */
  filesDone: number;
}

/** How {@link fetchMnist} asks for the files, and what it does with them. */
export interface FetchMnistOptions {
  /** How many of the first training images become the validation set, 0 to one less than there are. Default 5000. */
  validationCount?: number;
  /**
   * `true`: the files must be MNIST, by SHA-256. `false`: no check. A record: the SHA-256 of each decompressed
   * file by its name without `.gz`. Default: `true`.
   */
  verify?: Verify;
  /**
   * Which files the server has: `'gzip'` asks for names ending in `.gz`, `'plain'` for names without, `'either'`
   * for the first and, where it is not there, the second. Default: `'either'`.
   */
  files?: 'either' | 'gzip' | 'plain';
  /** Called on every piece that arrives. */
  onProgress?: (progress: FetchProgress) => void;
  /** Stops the download; the promise then rejects with the signal's reason. */
  signal?: AbortSignal;
  /** Stands in for the global `fetch`, for instance to send credentials. */
  fetch?: Fetch;
}

const SUFFIXES = { either: ['.gz', ''], gzip: ['.gz'], plain: [''] };

/**
 * Downloads MNIST, or a data set laid out like it, from a folder on a server: in browsers, and in Node too.
 *
 * @param baseUrl - the folder that holds the four files; in a browser it may be relative to the page
 * @returns the lesson's sets: 55,000 images to train on, 5,000 to validate (the first of the training files),
 * 10,000 to test
 * @throws {DataFileError} (the promise rejects) if a file is not there, cannot be downloaded whole, is damaged,
 * has another hash than it should, or does not fit the others. The other downloads stop with it.
 */
export async function fetchMnist(baseUrl: string | URL, options: FetchMnistOptions = {}): Promise<MnistData> {
  const { validationCount = VALIDATION_COUNT, verify = true, files: kind = 'either' } = options;
  checkValidationCount('fetchMnist', validationCount);
  const hashes = expectedHashes('fetchMnist', verify);
  const suffixes = SUFFIXES[kind];
  if (suffixes === undefined) {
    throw new RangeError(`fetchMnist: files must be 'either', 'gzip' or 'plain', got '${String(kind)}'`);
  }
  const folder = resolveFolder(baseUrl);
  const report = progressReporter(options.onProgress);

  const stop = new AbortController();
  const signal = options.signal ? AbortSignal.any([options.signal, stop.signal]) : stop.signal;
  try {
    const files = await filesByName(async (name): Promise<DataFile> => {
      const urls = suffixes.map((suffix) => fileUrl(folder, name + suffix));
      const onPiece = (state: Download) => report(name, state);
      const { url, bytes } = await download(urls, { signal, fetch: options.fetch, onPiece });
      return { source: url, bytes: isGzip(bytes) ? await decompress(url, bytes) : bytes };
    });
    options.signal?.throwIfAborted();
    return await assembleMnist(files, { caller: 'fetchMnist', validationCount, hashes });
  } finally {
    stop.abort();
  }
}

function resolveFolder(baseUrl: string | URL): URL {
  const page = globalThis.document?.baseURI ?? globalThis.location?.href;
  try {
    return new URL(baseUrl, page);
  } catch (cause) {
    throw new TypeError(
      `fetchMnist: baseUrl must be an address${page === undefined ? ' with its scheme (https://...)' : ''}, ` +
        `got '${String(baseUrl)}'`,
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
