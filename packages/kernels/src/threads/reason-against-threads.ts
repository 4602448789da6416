import { mayWait } from './may-wait';

/**
 * Why a network cannot train on several threads here, in words that complete "on one thread: ...".
 *
 * @returns Undefined where it can: in Node.js, and in workers of pages that are cross-origin isolated.
 */
export function reasonAgainstThreads(): string | undefined {
  const isPage = 'crossOriginIsolated' in globalThis;
  if (typeof SharedArrayBuffer === 'undefined' || (isPage && !globalThis.crossOriginIsolated)) {
    return 'memory can be shared only in a cross-origin isolated page, served with Cross-Origin-Opener-Policy: same-origin and Cross-Origin-Embedder-Policy: require-corp';
  }
  if (typeof Worker === 'undefined' && isPage) return 'this worker cannot start others';
  if (!mayWait()) return 'the main thread of a page may not wait for others; train in a NetworkWorker';
  return undefined;
}
