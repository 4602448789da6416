import { ArgumentError, checkNumber } from '@bnlab/arguments';
import { checkHash } from './check-hash';
import { DataFileError } from './data-file-error';
import { Dataset } from './dataset';
import { MNIST_FILES, type MnistFileName } from './mnist-files';
import { parseIdx } from './parse-idx';

/** The training, validation and test sets. */
export interface MnistData {
  /** Name of the data: `'mnist'`, `'fashion-mnist'` or the name of a directory. Absent where it is not known. */
  name?: string;
  train: Dataset;
  validation: Dataset;
  test: Dataset;
}

/** A file as it came in: its decompressed bytes, and its name in error messages (a path, an address). */
export interface DataFile {
  source: string;
  bytes: Uint8Array;
}

/** How the sets are made of the files. */
export interface Assembly {
  /** The public function to name in messages. */
  caller: string;
  validationCount: number;
  /** Default: as many as the labels need, and at least {@link DEFAULT_CLASSES}. */
  classes: number | undefined;
  /** The SHA-256 that each file must have, by name. */
  hashes: Readonly<Record<string, string>>;
}

/** MNIST has ten digits. */
export const DEFAULT_CLASSES = 10;

/** Checks the four files against `hashes`, reads them, and splits the training images: the first ones are for validation. */
export async function assembleMnist(
  files: Readonly<Record<MnistFileName, DataFile>>,
  { caller, validationCount, classes, hashes }: Assembly,
): Promise<MnistData> {
  for (const [name, { source, bytes }] of Object.entries(files)) {
    const hash = hashes[name];
    if (hash !== undefined) await checkHash(source, bytes, hash);
  }
  const labelFiles = [files[MNIST_FILES.trainLabels], files[MNIST_FILES.testLabels]] as const;
  const labels = labelFiles.map(readLabels) as [Uint8Array, Uint8Array];
  const classCount = classes ?? Math.max(DEFAULT_CLASSES, ...labels.map((set) => largestOf(set) + 1));
  labels.forEach((set, index) => checkLabels(set, labelFiles[index]!, classCount));
  const all = dataset('train', files[MNIST_FILES.trainImages], labels[0], labelFiles[0], classCount);
  const test = dataset('test', files[MNIST_FILES.testImages], labels[1], labelFiles[1], classCount);
  if (test.rows !== all.rows || test.columns !== all.columns) {
    throw new DataFileError(files[MNIST_FILES.testImages].source, {
      expected: `images of ${all.rows} x ${all.columns} pixels, like the training images`,
      found: `${test.rows} x ${test.columns}`,
    });
  }
  return { ...splitTraining(all, { caller, validationCount }), test };
}

/** The first `validationCount` images are for validation, the others to train on. */
export function splitTraining(
  all: Dataset,
  { caller, validationCount }: Pick<Assembly, 'caller' | 'validationCount'>,
): Pick<MnistData, 'train' | 'validation'> {
  if (validationCount >= all.count) {
    throw new ArgumentError(
      caller,
      `validationCount must be below ${all.count}, the number of training images, got ${validationCount}`,
    );
  }
  return {
    train: all.slice(validationCount, all.count, 'train'),
    validation: all.slice(0, validationCount, 'validation'),
  };
}

/** Checks what can be checked before the files are read. */
export function checkAssembly({ caller, validationCount, classes }: Omit<Assembly, 'hashes'>): void {
  checkNumber(caller, 'validationCount', validationCount, { integer: true, min: 0 });
  if (classes !== undefined) checkNumber(caller, 'classes', classes, { integer: true, min: 1, max: 256 });
}

function dataset(
  name: string,
  imageFile: DataFile,
  labels: Uint8Array,
  labelFile: DataFile,
  classes: number,
): Dataset {
  const images = parseIdx(imageFile.bytes, { file: imageFile.source, type: 'uint8', rank: 3 });
  const [count = 0, rows = 0, columns = 0] = images.shape;
  if (count === 0 || rows === 0 || columns === 0) {
    throw new DataFileError(imageFile.source, {
      expected: 'at least one image of at least one pixel',
      found: `${count} images of ${rows} x ${columns} pixels`,
    });
  }
  if (labels.length !== count) {
    throw new DataFileError(labelFile.source, {
      expected: `${count} labels, one for each image of ${imageFile.source}`,
      found: `${labels.length} labels`,
    });
  }
  return new Dataset({ name, rows, columns, classes, inputs: images.data, labels });
}

function readLabels({ bytes, source }: DataFile): Uint8Array {
  return parseIdx(bytes, { file: source, type: 'uint8', rank: 1 }).data;
}

function checkLabels(labels: Uint8Array, { source }: DataFile, classes: number): void {
  const wrong = labels.findIndex((label) => label >= classes);
  if (wrong === -1) return;
  throw new DataFileError(source, {
    expected: `labels from 0 to ${classes - 1}`,
    found: `${labels[wrong]} at position ${wrong}`,
  });
}

function largestOf(labels: Uint8Array): number {
  return labels.reduce((largest, label) => Math.max(largest, label), 0);
}
