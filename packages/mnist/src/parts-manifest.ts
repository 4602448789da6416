/** `manifest.json` of a folder that `writeMnistParts` wrote. */
export interface PartsManifest {
  rows: number;
  columns: number;
  classes: number;
  /** Number of images in each set. */
  trainCount: number;
  testCount: number;
  /** In the order in which they are to be fetched. */
  files: readonly DigitPart[];
}

/** One file of a few thousand images. */
export interface DigitPart {
  /** Relative to the manifest. The name holds a hash of the contents, so a file never changes. */
  path: string;
  set: 'train' | 'test';
  /** The images that it holds: [start, start + count) of its set. */
  start: number;
  count: number;
  /** Compressed size. */
  bytes: number;
}
