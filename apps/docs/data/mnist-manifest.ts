/** What the site's MNIST files hold, in the order in which they are to be read. */
export interface MnistManifest {
  rows: number;
  columns: number;
  /** How many images there are of each set. */
  trainCount: number;
  testCount: number;
  files: readonly MnistFile[];
}

export interface MnistFile {
  /** Relative to the manifest; the name holds a hash of the contents, so a file never changes. */
  path: string;
  set: 'train' | 'test';
  /** The images that it holds: [start, start + count) of its set. */
  start: number;
  count: number;
  /** Compressed size. */
  bytes: number;
}
