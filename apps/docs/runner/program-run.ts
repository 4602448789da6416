import type { RunnerMessage, RunRequest } from './messages';

/**
 * Runs a program in a worker of its own, off the page's thread.
 *
 * @returns What ends it at once, an endless loop too. It must be called when the run has ended by itself as well: a
 *   program may have left timers behind.
 */
export function startProgram(request: RunRequest, onMessage: (message: RunnerMessage) => void): () => void {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
  worker.addEventListener('message', ({ data }: MessageEvent<RunnerMessage>) => onMessage(data));
  worker.addEventListener('error', (event) => {
    const message = event.message || 'The worker could not be started; reload the page and try again.';
    onMessage({ type: 'failed', name: 'Error', message, line: undefined });
  });
  worker.postMessage(request);
  return () => worker.terminate();
}
