/** Asks the service worker, where there is one, to keep files for use without a network. */
export async function keepForOffline(addresses: readonly string[]): Promise<void> {
  if (navigator.serviceWorker === undefined || addresses.length === 0) return;
  const { active } = await navigator.serviceWorker.ready;
  active?.postMessage({ keep: addresses });
}

/** The addresses of what this page, or this worker, has loaded. */
export function loadedAddresses(): string[] {
  return performance.getEntriesByType('resource').map(({ name }) => name);
}
