import type { MessagePort } from 'node:worker_threads';
import type { CallMessage, CancelMessage } from './messages';
import { serveNetwork } from './serve-network';

/** The program of the worker: bundled by scripts/bundle-worker.mjs into src/generated/worker.ts. */
declare const WorkerGlobalScope: unknown;
declare const require: (name: string) => { parentPort: MessagePort };

// Workers of browsers are message ports themselves; those of Node.js are handed one.
if (typeof WorkerGlobalScope === 'undefined') {
  const { parentPort } = require('node:worker_threads');
  parentPort.on(
    'message',
    serveNetwork((message) => parentPort.postMessage(message)),
  );
} else {
  const serve = serveNetwork((message) => globalThis.postMessage(message));
  globalThis.addEventListener('message', ({ data }: MessageEvent<CallMessage | CancelMessage>) =>
    serve(data),
  );
}
