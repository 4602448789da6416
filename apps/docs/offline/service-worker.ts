/// <reference lib="webworker" />

/** Changes with every build that changes a file; put in when the site is built, see `write-service-worker.ts`. */
declare const BUILD: string;
declare const self: ServiceWorkerGlobalScope;

/*
 * Keeps what was opened: a page that was read once, and the programs and trainings that ran in it, work without a network.
 * Nothing is fetched in advance. The digits are not kept here: what fetches them keeps them.
 */
const CACHE = `bnlab-site-${BUILD}`;
/** Names that hold a hash of the contents: what is kept under such a name is right for good. */
const HASHED = /\/assets\//;
const LEFT_OUT = /\/mnist\/|\/sw\.js$/;

self.addEventListener('install', () => void self.skipWaiting());

self.addEventListener('activate', (event) => {
  event.waitUntil(forgetOtherBuilds().then(() => self.clients.claim()));
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET' || !isOurs(request.url)) return;
  event.respondWith(HASHED.test(request.url) ? keptOrFetched(request) : fetchedOrKept(request));
});

/** Pages say what they had loaded before this worker looked after them. */
self.addEventListener('message', (event) => {
  const { keep = [] } = event.data as { keep?: readonly string[] };
  event.waitUntil(Promise.all(keep.filter(isOurs).map(keepAddress)));
});

async function forgetOtherBuilds(): Promise<void> {
  const names = await caches.keys();
  const old = names.filter(
    (name) => (name.startsWith('bnlab-site-') && name !== CACHE) || name.startsWith('workbox-'),
  );
  await Promise.all(old.map((name) => caches.delete(name)));
}

function isOurs(address: string): boolean {
  const { origin, href } = new URL(address);
  return origin === self.location.origin && !LEFT_OUT.test(href);
}

async function keepAddress(address: string): Promise<void> {
  const cache = await caches.open(CACHE);
  const [plain] = address.split('#');
  if (await cache.match(plain!)) return;
  // One file that cannot be had does not keep the others from being kept.
  await cache.add(plain!).catch(() => undefined);
}

async function keptOrFetched(request: Request): Promise<Response> {
  return (await caches.match(request)) ?? fetchAndKeep(request);
}

async function fetchedOrKept(request: Request): Promise<Response> {
  try {
    return await fetchAndKeep(request);
  } catch (error) {
    const kept = await caches.match(request, { ignoreSearch: true });
    if (kept) return kept;
    if (request.mode === 'navigate') return notKept();
    throw error;
  }
}

async function fetchAndKeep(request: Request): Promise<Response> {
  const response = await fetch(request);
  if (response.status === 200 && response.type === 'basic') {
    const cache = await caches.open(CACHE);
    // A full disk is no reason not to show the page.
    await cache.put(request, response.clone()).catch(() => undefined);
  }
  return response;
}

/** What stands in for a page that was never opened. */
function notKept(): Response {
  const body = `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>No network</title><body style="font: 17px/1.5 system-ui; margin: 15vh auto; max-width: 34em; padding: 0 24px">
<h1>This page needs the network once</h1>
<p>You are offline, and this page has not been opened before. Pages that you have opened work:
go <a href="javascript:history.back()">back</a>, or to the <a href="${self.registration.scope}">first page</a>.</p>`;
  return new Response(body, { status: 503, headers: { 'content-type': 'text/html; charset=utf-8' } });
}
