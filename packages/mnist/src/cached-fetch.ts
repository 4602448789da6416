import type { Fetch } from './download';

/**
 * A `fetch` that keeps what it fetched in the cache storage of the browser, so that a second visit needs no network.
 *
 * A file whose contents never change is taken from the cache first, any other from the network first. Where there is
 * no cache storage (an insecure page, a private window of some browsers) everything comes from the network.
 */
export async function cachedFetch(
  cacheName: string,
  { fetch = globalThis.fetch, isImmutable }: { fetch?: Fetch; isImmutable: (url: string) => boolean },
): Promise<Fetch> {
  const cache = await openCache(cacheName);
  if (cache === undefined) return fetch;
  return async (url, init) => {
    const kept = isImmutable(url) ? await cache.match(url) : undefined;
    if (kept !== undefined) return kept;
    try {
      const response = await fetch(url, init);
      // A full disk is no reason to fail.
      if (response.ok) await cache.put(url, response.clone()).catch(() => undefined);
      return response;
    } catch (error) {
      init.signal.throwIfAborted();
      const older = await cache.match(url);
      if (older !== undefined) return older;
      throw error;
    }
  };
}

async function openCache(name: string): Promise<Cache | undefined> {
  try {
    return await globalThis.caches?.open(name);
  } catch {
    return undefined;
  }
}
