import type * as WorkerThreads from 'node:worker_threads';
import { nodeModule } from './node-module';

/** A worker of either kind: a worker thread of Node.js, or a web worker. */
export interface WorkerConnection {
  post(message: unknown): void;
  /** From now on a program of Node.js may end while the worker is there. */
  detach(): void;
  terminate(): void;
}

export interface WorkerEvents<Message> {
  onMessage: (message: Message) => void;
  /** The worker itself failed: nothing will come any more. */
  onFailure: (cause: Error) => void;
}

/** Starts a worker whose program is a text, so that there is no file for a bundler or a server to find. */
export async function launchWorker<Message>(
  source: string,
  events: WorkerEvents<Message>,
): Promise<WorkerConnection> {
  const threads = await nodeModule<typeof WorkerThreads>('node:worker_threads');
  if (!threads) return launchWebWorker(source, events);
  const worker = new threads.Worker(source, { eval: true });
  worker.on('message', events.onMessage);
  worker.on('error', events.onFailure);
  worker.on('exit', () => events.onFailure(new Error('the worker has ended')));
  return {
    post: (message) => worker.postMessage(message),
    detach: () => worker.unref(),
    terminate: () => void worker.terminate(),
  };
}

const notStarted =
  'the web worker did not start: a content security policy of the page must allow worker-src blob: and script-src ' +
  "'wasm-unsafe-eval'; train on this thread instead";

/** Browsers differ in whether a worker that the page's policy refuses throws at once or fails later. */
function newWorker(url: string): Worker {
  try {
    return new Worker(url);
  } catch (cause) {
    URL.revokeObjectURL(url);
    throw new Error(notStarted, { cause });
  }
}

function launchWebWorker<Message>(source: string, events: WorkerEvents<Message>): WorkerConnection {
  const url = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
  const worker = newWorker(url);
  worker.onmessage = ({ data }: MessageEvent<Message>) => events.onMessage(data);
  // Where the worker does not start, the event has no words.
  worker.onerror = ({ message }) => events.onFailure(new Error(message || notStarted));
  return {
    post: (message) => worker.postMessage(message),
    detach: () => undefined,
    terminate: () => {
      worker.terminate();
      URL.revokeObjectURL(url);
    },
  };
}
