import { keepForOffline, loadedAddresses } from './keep-for-offline';

/**
 * Lets the browser keep what the reader opens for use without a network, once the page has loaded and has nothing else to
 * do. What came before the service worker was there is named to it.
 */
export function registerServiceWorker(): void {
  const { serviceWorker } = navigator;
  const { saveData = false } = (navigator as { connection?: { saveData?: boolean } }).connection ?? {};
  // There is none on pages served over plain http from other machines.
  if (serviceWorker === undefined || saveData) return;
  const register = () => {
    serviceWorker
      .register(`${import.meta.env.BASE_URL}sw.js`)
      .then(() => keepForOffline([location.href, ...loadedAddresses()]))
      .catch(() => undefined);
  };
  const whenIdle = () => {
    if ('requestIdleCallback' in window) requestIdleCallback(register);
    else setTimeout(register, 1000);
  };
  if (document.readyState === 'complete') whenIdle();
  else addEventListener('load', whenIdle, { once: true });
}
