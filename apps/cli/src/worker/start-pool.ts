import type { Tinypool } from 'tinypool';

/** Starts threads of one kind, each for one piece of work at a time. Who starts them ends them with `destroy`. */
export async function startPool(worker: 'worker' | 'paper-worker', threads: number): Promise<Tinypool> {
  const { Tinypool } = await import('tinypool');
  return new Tinypool({
    filename: new URL(`./${worker}.cjs`, import.meta.url).href,
    minThreads: threads,
    maxThreads: threads,
    concurrentTasksPerWorker: 1,
  });
}
