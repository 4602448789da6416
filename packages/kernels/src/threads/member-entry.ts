import type { MessagePort } from 'node:worker_threads';
import { startStepKernelsNow } from '../wasm/step-kernels';
import type { MemberMessage, MemberStart } from './thread-team';

/** The program of a team's thread: bundled by scripts/bundle-worker.mjs into src/generated/member.ts. */
declare const WorkerGlobalScope: unknown;
declare const require: (name: string) => { parentPort: MessagePort };

/** Serves until the team is dismissed. A failure is told at once to whoever waits for this thread. */
function serve(start: MemberStart, post: (message: MemberMessage) => void): void {
  const kernels = startStepKernelsNow(start.module, start.memory);
  post('ready');
  try {
    kernels.serve(start.team, start.thread);
  } catch (cause) {
    kernels.giveUp(start.team);
    throw cause;
  }
}

if (typeof WorkerGlobalScope === 'undefined') {
  const { parentPort } = require('node:worker_threads');
  parentPort.once('message', (start: MemberStart) =>
    serve(start, (message) => parentPort.postMessage(message)),
  );
} else {
  const onStart = ({ data }: MessageEvent<MemberStart>) =>
    serve(data, (message) => globalThis.postMessage(message));
  globalThis.addEventListener('message', onStart, { once: true });
}
