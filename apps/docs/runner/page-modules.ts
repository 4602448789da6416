import type { MnistData } from '@bnlab/mnist';
import { fetchDigits } from '../data/fetch-digits';
import type { ModuleTable } from './run-program';

/** Shows how far something is. */
export type Progress = (done: number, total: number, label?: string) => void;

/**
 * The published packages, as programs in the page import them; each is fetched when a program first asks for it.
 *
 * `loadMnist` reads files in Node. Here it fetches the site's copy of the same images.
 */
export function pageModules(
  mnistUrl: string,
  { progress, width }: { progress: Progress; width?: number },
): ModuleTable {
  let digits: Promise<MnistData> | undefined;
  const loadMnist = () =>
    (digits ??= fetchDigits(mnistUrl, {
      onProgress: ({ loaded, total = 0 }) => progress(loaded, total, 'Loading the digits'),
    }).complete);
  return {
    '@bnlab/core': () => import('@bnlab/core'),
    '@bnlab/kernels/tfjs': () => import('@bnlab/kernels/tfjs'),
    '@bnlab/layers': () => import('@bnlab/layers'),
    '@bnlab/mnist': async () => ({ ...(await import('@bnlab/mnist')), loadMnist }),
    '@bnlab/viz': async () => (await import('./viz-in-a-worker')).vizInAWorker({ width }),
    '@tensorflow/tfjs': () => import('@tensorflow/tfjs'),
    '@tensorflow/tfjs-backend-wasm': () => import('./wasm-backend'),
  };
}
