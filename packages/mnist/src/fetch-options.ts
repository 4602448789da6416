import type { MnistData } from './assemble-mnist';
import type { Fetch } from './download';
import type { Verify } from './expected-hashes';

/** Progress of the download. */
export interface FetchProgress {
  /** The file that just moved on. */
  file: string;
  /** Bytes received of all files together. Where the server compresses on the fly, bytes after decompression. */
  loaded: number;
  /** Bytes of all files together; undefined until the server has told, and where it does not tell. */
  total: number | undefined;
  /** Number of files that have arrived. */
  filesDone: number;
}

/** Options of `fetchMnist`. */
export interface FetchMnistOptions {
  /** How many of the first training images become the validation set, 0 to one less than there are. Default 5000. */
  validationCount?: number;
  /**
   * The number of classes, 1 to 256; every label must be below it. Default: as many as the labels need, and at
   * least 10.
   */
  classes?: number;
  /**
   * `true`: the files must be MNIST, by SHA-256. `false`: no check. A record: the SHA-256 of each decompressed
   * file by its name without `.gz`. Default: `true`.
   */
  verify?: Verify;
  /**
   * Which files the server has: `'gzip'` asks for names ending in `.gz`, `'plain'` for names without, `'either'`
   * for the first and, where it is not there, the second. `'parts'`: those that `writeMnistParts` wrote. Default:
   * `'either'`.
   */
  files?: 'either' | 'gzip' | 'plain' | 'parts';
  /**
   * With `files: 'parts'`: called once, as soon as the validation images and the first `firstImages` training
   * images are there, so that training can begin while the rest is on its way. They are not yet verified.
   */
  onFirstImages?: (data: Pick<MnistData, 'train' | 'validation'>) => void;
  /** The training images that `onFirstImages` waits for, 1 or more; all of them if there are fewer. Default 5000. */
  firstImages?: number;
  /** With `files: 'parts'`: the cache storage that keeps the files, so that a second visit needs no network. */
  cacheName?: string;
  /** Called on every piece that arrives; with `files: 'parts'` on every file. */
  onProgress?: (progress: FetchProgress) => void;
  /** Stops the download; the promise then rejects with the signal's reason. */
  signal?: AbortSignal;
  /** Used in place of the global `fetch`, for instance to send credentials. */
  fetch?: Fetch;
}

export const FETCH_OPTIONS = [
  'validationCount',
  'classes',
  'verify',
  'files',
  'onFirstImages',
  'firstImages',
  'cacheName',
  'onProgress',
  'signal',
  'fetch',
] as const satisfies readonly (keyof FetchMnistOptions)[];
