import { fetchMnist, type FetchMnistOptions, type MnistData } from '@bnlab/mnist';

/** MNIST on its way into the page. */
export interface DigitDownload {
  /** Resolves as soon as the first training images, and the first validation images, are there. */
  ready: Promise<Pick<MnistData, 'train' | 'validation'>>;
  /** Resolves with all 70,000 images. */
  complete: Promise<MnistData>;
}

/**
 * Fetches the site's digits, which the browser keeps.
 *
 * @throws (the promises reject) an error that says what could not be loaded; the signal's reason when aborted.
 */
export function fetchDigits(
  baseUrl: string,
  options: Pick<FetchMnistOptions, 'firstImages' | 'firstValidationImages' | 'onProgress' | 'signal'> = {},
): DigitDownload {
  let resolve!: (data: Pick<MnistData, 'train' | 'validation'>) => void;
  let reject!: (reason: unknown) => void;
  const ready = new Promise<Pick<MnistData, 'train' | 'validation'>>((onReady, onFailure) => {
    [resolve, reject] = [onReady, onFailure];
  });
  const complete = fetchMnist(baseUrl, {
    ...options,
    files: 'parts',
    cacheName: 'bnlab-mnist',
    // Their names hold a hash, and pages that came over an insecure connection cannot compute one.
    verify: false,
    onFirstImages: resolve,
  }).catch((cause: unknown) => {
    options.signal?.throwIfAborted();
    throw new Error(`The digits could not be loaded. ${(cause as Error).message}. Try again.`, { cause });
  });
  complete.catch(reject);
  // A caller may wait for one of the two only.
  ready.catch(() => undefined);
  return { ready, complete };
}
