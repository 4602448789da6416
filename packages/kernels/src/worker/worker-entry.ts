import type { MessagePort } from 'node:worker_threads';
import type { CallMessage } from './messages';
import { serveNetwork } from './serve-network';

/** The program of the worker: bundled by scripts/bundle-worker.mjs into src/generated/worker.ts. */
declare const WorkerGlobalScope: unknown;
declare const require: (name: string) => { parentPort: MessagePort };

const serve = serveNetwork();

// Workers of browsers are message ports themselves; those of Node.js are handed one.
if (typeof WorkerGlobalScope === 'undefined') {
  const { parentPort } = require('node:worker_threads');
  parentPort.on('message', (message: CallMessage) => {
    void serve(message).then((answer) => parentPort.postMessage(answer));
  });
} else {
  globalThis.addEventListener('message', ({ data }: MessageEvent<CallMessage>) => {
    void serve(data).then((answer) => globalThis.postMessage(answer));
  });
}
