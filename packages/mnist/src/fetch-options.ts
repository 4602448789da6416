import type { MnistData } from './assemble-mnist';
import type { Fetch } from './download';
import type { Verify } from './expected-hashes';

/** Progress of the download. */
export interface FetchProgress {
  /** The file that progressed. */
  file: string;
  /** Bytes received so far, of all files; counted after decompression where the server compresses on the fly. */
  loaded: number;
  /** Size of all files in bytes; undefined while, or if, the server has not announced it. */
  total: number | undefined;
  /** Number of complete files. */
  filesDone: number;
}

/** Options of `fetchMnist`. */
export interface FetchMnistOptions {
  /** Size of the validation set, taken from the start of the training images: 0 to one less than there are. Default 5000. */
  validationCount?: number;
  /**
   * Number of classes, 1 to 256; every label must be below it. Default: the greatest label plus 1, at least 10.
   */
  classes?: number;
  /**
   * `true`: the files must be those of MNIST, by SHA-256. `false`: no check. A record: the SHA-256 of decompressed files
   * by name without `.gz`. Default: `true`.
   */
  verify?: Verify;
  /**
   * Kind of the files on the server. `'gzip'`: names that end in `.gz`. `'plain'`: names without `.gz`. `'either'`: the
   * first, or the second where the first is missing. `'parts'`: the files written by `writeMnistParts`. Default:
   * `'either'`.
   */
  files?: 'either' | 'gzip' | 'plain' | 'parts';
  /**
   * With `files: 'parts'`: called once, when the first `firstValidationImages` validation images and the first
   * `firstImages` training images have arrived, so that training can begin during the download. These come before all
   * others. Their hashes are not yet checked.
   */
  onFirstImages?: (data: Pick<MnistData, 'train' | 'validation'>) => void;
  /** Number of training images that `onFirstImages` waits for, 1 or more, or all if there are fewer. Default 5000. */
  firstImages?: number;
  /**
   * Number of validation images that `onFirstImages` waits for and gets, 1 or more, or all if there are fewer. Default:
   * all.
   */
  firstValidationImages?: number;
  /** With `files: 'parts'`: name of the browser cache that keeps the files for later visits. Default: no cache. */
  cacheName?: string;
  /** Called for each chunk received, or, with `files: 'parts'`, for each file. */
  onProgress?: (progress: FetchProgress) => void;
  /** Cancels the download; the promise then rejects with the reason of the signal. */
  signal?: AbortSignal;
  /** Replaces the global `fetch`, for example to send credentials. */
  fetch?: Fetch;
}

export const FETCH_OPTIONS = [
  'validationCount',
  'classes',
  'verify',
  'files',
  'onFirstImages',
  'firstImages',
  'firstValidationImages',
  'cacheName',
  'onProgress',
  'signal',
  'fetch',
] as const satisfies readonly (keyof FetchMnistOptions)[];
