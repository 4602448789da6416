import type { Worker as NodeWorker } from 'node:worker_threads';
import { graphWasm } from '../generated/graph';
import { stepWasm } from '../generated/step';
import { workerSource } from '../generated/worker';
import type { AnswerMessage, CallMessage, CancelMessage } from './messages';

/** A worker of either kind. */
export interface WorkerConnection {
  post(message: CallMessage | CancelMessage): void;
  terminate(): void;
}

export interface WorkerEvents {
  onAnswer: (message: AnswerMessage) => void;
  /** The worker itself failed: it will answer nothing any more. */
  onFailure: (cause: Error) => void;
}

/**
 * Starts a worker: a worker thread in Node.js, a web worker in a browser. Its program travels in the package as text,
 * so that there is no file for a bundler or a server to find.
 */
export async function startWorker(events: WorkerEvents): Promise<WorkerConnection> {
  const kernels = `globalThis.bnlabKernels = { stepWasm: '${stepWasm}', graphWasm: '${graphWasm}' };`;
  const source = `${kernels}\n${workerSource}`;
  return isNode() ? startThread(source, events) : startWebWorker(source, events);
}

/** A page of Electron has versions of Node.js too; it takes the workers of browsers, as it has the limits of pages. */
function isNode(): boolean {
  const isNodeProcess = typeof process !== 'undefined' && process.versions?.node !== undefined;
  return isNodeProcess && !('type' in process && process.type !== 'browser');
}

async function startThread(source: string, events: WorkerEvents): Promise<WorkerConnection> {
  // As a variable, so that bundlers for the browser do not look for the module; without an `import()` where that is
  // possible, since Jest refuses one in CommonJS modules.
  const name: string = 'node:worker_threads';
  const builtin = process.getBuiltinModule?.(name);
  const threads: unknown = builtin ?? (await import(/* webpackIgnore: true */ /* @vite-ignore */ name));
  const { Worker } = threads as { Worker: typeof NodeWorker };
  const worker = new Worker(source, { eval: true });
  worker.on('message', events.onAnswer);
  worker.on('error', events.onFailure);
  return {
    post: (message) => worker.postMessage(message),
    terminate: () => void worker.terminate(),
  };
}

function startWebWorker(source: string, events: WorkerEvents): WorkerConnection {
  const url = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
  const worker = new Worker(url);
  worker.onmessage = ({ data }: MessageEvent<AnswerMessage>) => events.onAnswer(data);
  worker.onerror = ({ message }) => events.onFailure(new Error(message));
  return {
    post: (message) => worker.postMessage(message),
    terminate: () => {
      worker.terminate();
      URL.revokeObjectURL(url);
    },
  };
}
