import { ArgumentError, show } from '@bnlab/arguments';
import type { NetworkShape } from '../network/network-shape';

/** The number of threads is kept in a byte, and each has buffers of its own. */
export const MOST_THREADS = 64;

/** Below so many weights, meeting at every layer costs about what a second thread saves. */
const LEAST_WEIGHTS = 250_000;

/** @throws ArgumentError if `threads` is neither `'auto'` nor a number of threads. */
export function checkThreads(caller: string, threads: number | 'auto'): void {
  if (threads === 'auto') return;
  if (Number.isSafeInteger(threads) && threads >= 1 && threads <= MOST_THREADS) return;
  throw new ArgumentError(
    caller,
    `threads must be an integer from 1 to ${MOST_THREADS}, or "auto", got ${show(threads)}`,
  );
}

/** Whether a network is wide enough that several threads may be faster. */
export function isWide({ layerSizes }: NetworkShape): boolean {
  const weights = layerSizes.slice(1).reduce((sum, units, index) => sum + units * layerSizes[index]!, 0);
  return weights >= LEAST_WEIGHTS;
}
