/** The names of the four files that hold MNIST, and every data set laid out like it. */
export const MNIST_FILES = {
  trainImages: 'train-images-idx3-ubyte',
  trainLabels: 'train-labels-idx1-ubyte',
  testImages: 't10k-images-idx3-ubyte',
  testLabels: 't10k-labels-idx1-ubyte',
} as const;

/** The usual name of one of the four files. */
export type MnistFileName = (typeof MNIST_FILES)[keyof typeof MNIST_FILES];

export const MNIST_FILE_NAMES: readonly MnistFileName[] = Object.values(MNIST_FILES);

/** The SHA-256 of MNIST's four files, decompressed, in hexadecimal. */
export const MNIST_SHA256: Readonly<Record<MnistFileName, string>> = {
  'train-images-idx3-ubyte': 'ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db',
  'train-labels-idx1-ubyte': '65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5',
  't10k-images-idx3-ubyte': '0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7',
  't10k-labels-idx1-ubyte': 'ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2',
};

/** Gets all four files at once, by name. */
export async function filesByName<T>(
  get: (name: MnistFileName) => Promise<T>,
): Promise<Record<MnistFileName, T>> {
  const entries = await Promise.all(MNIST_FILE_NAMES.map(async (name) => [name, await get(name)] as const));
  return Object.fromEntries(entries) as Record<MnistFileName, T>;
}

/** Every name under which a file is found: the usual one, and `train-images.idx3-ubyte` as some archives unpack it. */
export function spellingsOf(name: MnistFileName): readonly string[] {
  return [name, name.replace('-idx', '.idx')];
}
