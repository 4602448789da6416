import { checkHash } from './check-hash';
import { DataFileError } from './data-file-error';
import { Dataset } from './dataset';
import { MNIST_FILES, type MnistFileName } from './mnist-files';
import { parseIdx } from './parse-idx';

/** The lesson's three sets. */
export interface MnistData {
  train: Dataset;
  validation: Dataset;
  test: Dataset;
}

/** A file as it came in: its decompressed bytes, and what error messages call it (a path, an address). */
export interface DataFile {
  source: string;
  bytes: Uint8Array;
}

const CLASSES = 10;

/** Checks four files against `hashes`, reads them, and splits the training images: the first ones are for validation. */
export async function assembleMnist(
  files: Readonly<Record<MnistFileName, DataFile>>,
  {
    caller,
    validationCount,
    hashes,
  }: { caller: string; validationCount: number; hashes: Readonly<Record<string, string>> },
): Promise<MnistData> {
  for (const [name, { source, bytes }] of Object.entries(files)) {
    const hash = hashes[name];
    if (hash !== undefined) await checkHash(source, bytes, hash);
  }
  const all = readPair('train', files[MNIST_FILES.trainImages], files[MNIST_FILES.trainLabels]);
  const test = readPair('test', files[MNIST_FILES.testImages], files[MNIST_FILES.testLabels]);
  if (test.inputSize !== all.inputSize || test.rows !== all.rows) {
    throw new DataFileError(files[MNIST_FILES.testImages].source, {
      expected: `images of ${all.rows} x ${all.columns} pixels, like the training images`,
      found: `${test.rows} x ${test.columns}`,
    });
  }
  if (validationCount >= all.count) {
    throw new RangeError(
      `${caller}: validationCount must be below ${all.count}, the number of training images, got ${validationCount}`,
    );
  }
  return {
    train: all.slice(validationCount, all.count, 'train'),
    validation: all.slice(0, validationCount, 'validation'),
    test,
  };
}

/** Throws unless `validationCount` is a whole number; whether it is too large is known once the files are read. */
export function checkValidationCount(caller: string, validationCount: number): void {
  if (Number.isSafeInteger(validationCount) && validationCount >= 0) return;
  throw new RangeError(`${caller}: validationCount must be an integer, 0 or more, got ${validationCount}`);
}

function readPair(name: string, imageFile: DataFile, labelFile: DataFile): Dataset {
  const images = parseIdx(imageFile.bytes, { file: imageFile.source, type: 'uint8', rank: 3 });
  const labels = parseIdx(labelFile.bytes, { file: labelFile.source, type: 'uint8', rank: 1 });
  const [count = 0, rows = 0, columns = 0] = images.shape;
  if (count === 0 || rows === 0 || columns === 0) {
    throw new DataFileError(imageFile.source, {
      expected: 'at least one image of at least one pixel',
      found: `${count} images of ${rows} x ${columns} pixels`,
    });
  }
  if (labels.data.length !== count) {
    throw new DataFileError(labelFile.source, {
      expected: `${count} labels, one for each image of ${imageFile.source}`,
      found: `${labels.data.length} labels`,
    });
  }
  const wrong = labels.data.findIndex((label) => label >= CLASSES);
  if (wrong !== -1) {
    throw new DataFileError(labelFile.source, {
      expected: `labels from 0 to ${CLASSES - 1}`,
      found: `${labels.data[wrong]} at position ${wrong}`,
    });
  }
  return new Dataset({ name, rows, columns, classes: CLASSES, inputs: images.data, labels: labels.data });
}
