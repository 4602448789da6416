import { DataFileError } from './data-file-error';
import { Dataset } from './dataset';
import { decompress } from './decompress';
import { download, type Fetch } from './download';
import { encodeIdx } from './encode-idx';
import { inOrder } from './in-order';
import { isGzip } from './is-gzip';
import { MNIST_FILES, type MnistFileName } from './mnist-files';
import type { DataFile } from './assemble-mnist';
import type { FetchProgress } from './fetch-options';
import { unpackDigits } from './pack-digits';
import type { DigitPart, PartsManifest } from './parts-manifest';

/** How {@link fetchParts} gets the files. */
export interface FetchPartsOptions {
  urlOf: (name: string) => string;
  signal: AbortSignal;
  fetch: Fetch | undefined;
  onProgress: ((progress: FetchProgress) => void) | undefined;
  /** What is to come first. */
  first: FirstParts;
}

/** Parts of the training images that are fetched before all others. */
export interface FirstParts {
  includes: (part: DigitPart) => boolean;
  /** Called when they are there, with the training images up to the end of the last of them. */
  use: (images: Dataset) => void;
}

interface SetInMemory {
  images: DataFile;
  labels: DataFile;
  inputSize: number;
}

/** Fetches the files of `writeMnistParts`, and gives them as the four files that they were made of. */
export async function fetchParts({
  urlOf,
  signal,
  fetch,
  onProgress,
  first,
}: FetchPartsOptions): Promise<Record<MnistFileName, DataFile>> {
  const get = (name: string) => download([urlOf(name)], { signal, fetch, onPiece: () => undefined });
  const manifest = readManifest(await get('manifest.json'));
  const { rows, columns, classes, files } = manifest;
  const sets = {
    train: emptySet(manifest, manifest.trainCount, urlOf('train')),
    test: emptySet(manifest, manifest.testCount, urlOf('test')),
  };
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  const firstFiles = files.filter(first.includes);
  const others = files.filter((part) => !first.includes(part));
  let [loaded, filesDone] = [0, 0];
  for await (const [part, { url, bytes }] of inOrder([...firstFiles, ...others], ({ path }) => get(path))) {
    unpack(isGzip(bytes) ? await decompress(url, bytes) : bytes, part, sets[part.set], url);
    loaded += part.bytes;
    filesDone += 1;
    onProgress?.({ file: part.path, loaded, total, filesDone });
    if (filesDone === firstFiles.length) {
      const end = Math.max(...firstFiles.map(({ start, count }) => start + count));
      first.use(new Dataset({ name: 'train', rows, columns, classes, ...partOf(sets.train, 0, end) }));
    }
  }
  return {
    [MNIST_FILES.trainImages]: sets.train.images,
    [MNIST_FILES.trainLabels]: sets.train.labels,
    [MNIST_FILES.testImages]: sets.test.images,
    [MNIST_FILES.testLabels]: sets.test.labels,
  };
}

function readManifest({ url, bytes }: { url: string; bytes: Uint8Array }): PartsManifest {
  const text = new TextDecoder().decode(bytes);
  try {
    const manifest = JSON.parse(text) as PartsManifest;
    if (Array.isArray(manifest.files) && manifest.files.length > 0) return manifest;
  } catch {
    // Reported below, as any other text that is no manifest.
  }
  throw new DataFileError(url, {
    expected: 'the manifest that writeMnistParts writes',
    found: text.length > 40 ? `${text.slice(0, 40)}...` : text || 'an empty file',
  });
}

/** Memory for a whole set, laid out as its IDX files are: what arrives is written to where it stays. */
function emptySet({ rows, columns }: PartsManifest, count: number, source: string): SetInMemory {
  const file = (shape: number[]) => {
    const length = shape.reduce((product, dimension) => product * dimension, 1);
    return { source, bytes: encodeIdx({ type: 'uint8', shape, data: new Uint8Array(length) }) };
  };
  return { images: file([count, rows, columns]), labels: file([count]), inputSize: rows * columns };
}

const IMAGE_HEADER = 16;
const LABEL_HEADER = 8;

function partOf({ images, labels, inputSize }: SetInMemory, start: number, end: number) {
  return {
    inputs: images.bytes.subarray(IMAGE_HEADER + start * inputSize, IMAGE_HEADER + end * inputSize),
    labels: labels.bytes.subarray(LABEL_HEADER + start, LABEL_HEADER + end),
  };
}

function unpack(packed: Uint8Array, { start, count }: DigitPart, set: SetInMemory, url: string): void {
  try {
    unpackDigits(packed, partOf(set, start, start + count));
  } catch (cause) {
    throw new DataFileError(url, {
      expected: `${count} packed images`,
      found: (cause as Error).message,
      cause,
    });
  }
}
