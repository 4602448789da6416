/// <reference lib="webworker" />
import { cleanupOutdatedCaches, precacheAndRoute, type PrecacheEntry } from 'workbox-precaching';

/** The files to keep, put in when the site is built; see `write-service-worker.ts`. */
declare const PRECACHED_FILES: PrecacheEntry[];
declare const self: ServiceWorkerGlobalScope;

// The pages, scripts and fonts of the site, kept in the background: once it has been opened, it works without a network.
// The digits are not among them: programs keep those that they have fetched.
precacheAndRoute(PRECACHED_FILES);
cleanupOutdatedCaches();
void self.skipWaiting();
