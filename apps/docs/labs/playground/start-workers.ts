import type { ToWorker } from './messages';
import type { NetworkWorker, Pair } from './session';

/** A worker for each network; the first fetches the digits and hands them on to the second. */
export function startWorkers(
  mnistUrl: string,
  onError: (message: string) => void,
): { workers: Pair<NetworkWorker>; stop: () => void } {
  const start = () => {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
    worker.addEventListener('error', (event) => {
      onError(event.message || 'The training could not be started; reload the page and try again.');
    });
    return worker;
  };
  const workers = [start(), start()] as const;
  const { port1, port2 } = new MessageChannel();
  const connect = (worker: Worker, port: MessagePort, message: ToWorker) =>
    worker.postMessage(message, [port]);
  connect(workers[0], port1, { type: 'connect', digits: { url: mnistUrl, handOnTo: port1 } });
  connect(workers[1], port2, { type: 'connect', digits: { from: port2 } });
  return { workers, stop: () => workers.forEach((worker) => worker.terminate()) };
}
