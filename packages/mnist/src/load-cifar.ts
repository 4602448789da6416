import { join } from 'node:path';
import { splitTraining, type MnistData } from './assemble-mnist';
import { DataFileError } from './data-file-error';
import { Dataset } from './dataset';
import { readIfThere } from './read-if-there';
import { validationOf } from './validation-of';

/** The file of test images of CIFAR-10's binary version. */
export const CIFAR_TEST = 'test_batch.bin';

const SIDE = 32;
const PIXELS = 3 * SIDE * SIDE;
const CLASSES = 10;

/**
 * Reads CIFAR-10's binary version, or images in that format: a label, then 32 x 32 red pixels, as many green ones, as many
 * blue ones, image after image.
 *
 * @see https://www.cs.toronto.edu/~kriz/cifar.html
 */
export async function loadCifar(
  directory: string,
  names: readonly string[],
  validationCount: number | undefined,
): Promise<MnistData> {
  const batches = names.filter((name) => /^data_batch_\d+\.bin$/.test(name)).sort(byNumber);
  if (batches.length === 0) {
    throw new DataFileError(join(directory, 'data_batch_1.bin'), {
      expected: `training images beside ${CIFAR_TEST}`,
      found: 'none',
    });
  }
  const all = await readImages('train', directory, batches);
  const count = validationCount ?? validationOf(all.count);
  return {
    ...splitTraining(all, { caller: 'loadData', validationCount: count }),
    test: await readImages('test', directory, [CIFAR_TEST]),
  };
}

function byNumber(one: string, other: string): number {
  return Number(/\d+/.exec(one)![0]) - Number(/\d+/.exec(other)![0]);
}

async function readImages(name: string, directory: string, files: readonly string[]): Promise<Dataset> {
  const parts = [];
  for (const file of files) {
    const source = join(directory, file);
    const bytes = (await readIfThere(source))!;
    checkSize(source, bytes);
    parts.push({ source, bytes });
  }
  const count = parts.reduce((sum, { bytes }) => sum + bytes.length / (PIXELS + 1), 0);
  const [inputs, labels] = [new Uint8Array(count * PIXELS), new Uint8Array(count)];
  let image = 0;
  for (const { source, bytes } of parts) {
    for (let start = 0; start < bytes.length; start += PIXELS + 1, image += 1) {
      const label = bytes[start]!;
      if (label >= CLASSES) throw wrongLabel(source, label, start);
      labels[image] = label;
      inputs.set(bytes.subarray(start + 1, start + 1 + PIXELS), image * PIXELS);
    }
  }
  return new Dataset({ name, rows: 3 * SIDE, columns: SIDE, classes: CLASSES, inputs, labels });
}

function checkSize(source: string, bytes: Uint8Array): void {
  if (bytes.length > 0 && bytes.length % (PIXELS + 1) === 0) return;
  throw new DataFileError(source, {
    expected: `images of ${PIXELS + 1} bytes each, at least one`,
    found: `${bytes.length} bytes`,
  });
}

function wrongLabel(source: string, label: number, position: number): DataFileError {
  return new DataFileError(source, {
    expected: `labels from 0 to ${CLASSES - 1}`,
    found: `${label} at byte ${position}`,
  });
}
