import { Dataset, type MnistData } from '@bnlab/mnist';
import { unpackDigits } from './mnist-file';
import type { MnistFile, MnistManifest } from './mnist-manifest';

/** The lesson's split: the first 5,000 of the training images are for validation. */
const VALIDATION_COUNT = 5000;

export interface FetchDigitsOptions {
  /** Called after each piece of data, with the bytes so far and in all. */
  onProgress?: (loaded: number, total: number) => void;
  signal?: AbortSignal;
  /** How many training images `ready` waits for, beside the validation set. Default 5000. */
  readyAt?: number;
}

/** MNIST on its way into the page. */
export interface DigitDownload {
  /** Resolves as soon as the validation set and `readyAt` training images are there. */
  ready: Promise<Pick<MnistData, 'train' | 'validation'>>;
  /** Resolves with all 70,000 images. */
  complete: Promise<MnistData>;
}

/**
 * Fetches the site's MNIST files one after the other: validation images, training images, test images.
 *
 * Files are kept in the browser's cache storage where there is one, so that a second run needs no network.
 *
 * @param baseUrl The folder that holds `manifest.json`, ending in a slash.
 * @throws (the promises reject) Error naming the file that could not be fetched; the signal's reason when aborted.
 */
export function fetchDigits(baseUrl: string, options: FetchDigitsOptions = {}): DigitDownload {
  const { readyAt = 5000 } = options;
  let resolveReady!: (data: Pick<MnistData, 'train' | 'validation'>) => void;
  let rejectReady!: (reason: unknown) => void;
  const ready = new Promise<Pick<MnistData, 'train' | 'validation'>>((resolve, reject) => {
    resolveReady = resolve;
    rejectReady = reject;
  });
  const complete = fetchAll(baseUrl, options, (sets, trainCount) => {
    if (trainCount >= VALIDATION_COUNT + readyAt) resolveReady(split(sets.train, trainCount));
  });
  complete.catch(rejectReady);
  // A caller may wait for one of the two only.
  ready.catch(() => undefined);
  return { ready, complete };
}

type Sets = Record<MnistFile['set'], { inputs: Uint8Array; labels: Uint8Array }>;

async function fetchAll(
  baseUrl: string,
  { onProgress, signal }: FetchDigitsOptions,
  onTrainImages: (sets: Sets, count: number) => void,
): Promise<MnistData> {
  const cache = await openCache();
  const manifest = JSON.parse(
    await (await fetchFile(`${baseUrl}manifest.json`, cache, signal)).text(),
  ) as MnistManifest;
  const sets: Sets = { train: emptySet(manifest.trainCount), test: emptySet(manifest.testCount) };
  const total = manifest.files.reduce((sum, { bytes }) => sum + bytes, 0);
  let loaded = 0;
  const load = async ({ path }: MnistFile) =>
    decompressed(await fetchFile(`${baseUrl}${path}`, cache, signal));
  for await (const [file, packed] of inOrder(manifest.files, load)) {
    unpackDigits(packed, partOf(sets[file.set], file));
    loaded += file.bytes;
    onProgress?.(loaded, total);
    if (file.set === 'train') onTrainImages(sets, file.start + file.count);
  }
  const { train, validation } = split(sets.train, manifest.trainCount);
  return { train, validation, test: dataset('test', sets.test) };

  function emptySet(count: number) {
    return {
      inputs: new Uint8Array(count * manifest.rows * manifest.columns),
      labels: new Uint8Array(count),
    };
  }
}

/** Files that are on their way at the same time: enough that no connection waits, few enough that the first come first. */
const AT_ONCE = 3;

/** What `load` gives for each item, in the order of the items, with the next few already on their way. */
async function* inOrder<Item, Result>(
  items: readonly Item[],
  load: (item: Item) => Promise<Result>,
): AsyncGenerator<[Item, Result]> {
  const pending: Promise<Result>[] = [];
  for (const [index, item] of items.entries()) {
    while (pending.length < AT_ONCE && index + pending.length < items.length) {
      const promise = load(items[index + pending.length]!);
      // Its failure is met when its turn comes, or not at all when an earlier one failed.
      promise.catch(() => undefined);
      pending.push(promise);
    }
    yield [item, await pending.shift()!];
  }
}

function partOf({ inputs, labels }: Sets['train'], { start, count }: MnistFile) {
  const inputSize = inputs.length / labels.length;
  return {
    inputs: inputs.subarray(start * inputSize, (start + count) * inputSize),
    labels: labels.subarray(start, start + count),
  };
}

function split(train: Sets['train'], count: number): Pick<MnistData, 'train' | 'validation'> {
  const images = dataset('train', train);
  return {
    train: images.slice(VALIDATION_COUNT, count),
    validation: images.slice(0, VALIDATION_COUNT, 'validation'),
  };
}

function dataset(name: string, { inputs, labels }: Sets['train']): Dataset {
  return new Dataset({ name, rows: 28, columns: 28, inputs, labels });
}

/** Cache storage is there on pages served over https or from localhost only, and not in private windows of all browsers. */
async function openCache(): Promise<Cache | undefined> {
  try {
    return await globalThis.caches?.open('bnlab-mnist');
  } catch {
    return undefined;
  }
}

/** The network first for the manifest, which may change; the cache first for files, which never do. */
async function fetchFile(
  url: string,
  cache: Cache | undefined,
  signal: AbortSignal | undefined,
): Promise<Response> {
  const immutable = url.endsWith('.bin');
  const kept = immutable ? await cache?.match(url) : undefined;
  if (kept) return kept;
  try {
    const response = await fetch(url, { signal });
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    await cache?.put(url, response.clone()).catch(() => undefined);
    return response;
  } catch (cause) {
    signal?.throwIfAborted();
    const older = immutable ? undefined : await cache?.match(url);
    if (older) return older;
    throw new Error(`The digits could not be loaded from ${url}: ${(cause as Error).message}. Try again.`, {
      cause,
    });
  }
}

/** Some hosts unpack files that look gzipped on the way, most do not; the first two bytes tell. */
async function decompressed(response: Response): Promise<Uint8Array> {
  const bytes = new Uint8Array(await response.arrayBuffer());
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
