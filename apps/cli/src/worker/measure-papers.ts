import { setMaxListeners } from 'node:events';
import type { PaperValue } from '@bnlab/experiments';
import { startPool } from './start-pool';

/** What a worker is sent: a claim by its name, and a seed. */
export type PaperTask = Omit<PaperValue, 'value'>;

interface MeasureOptions {
  /** Measurements at once, a thread each. */
  jobs: number;
  signal: AbortSignal;
  /** Called after each. */
  onValue: (value: PaperValue) => void;
}

/**
 * Measures claims of papers, on several threads.
 *
 * @throws The signal's reason, or Error naming the measurement that failed first.
 */
export async function measurePapers(
  tasks: readonly PaperTask[],
  { jobs, signal, onValue }: MeasureOptions,
): Promise<void> {
  signal.throwIfAborted();
  if (tasks.length === 0) return;
  const pool = await startPool('paper-worker', Math.min(jobs, tasks.length));
  // Every task listens to it, which Node.js takes for a leak from the eleventh on.
  setMaxListeners(0, signal);
  const measure = async (task: PaperTask): Promise<void> => {
    try {
      onValue({ ...task, value: (await pool.run(task, { signal })) as number });
    } catch (error) {
      signal.throwIfAborted();
      throw new Error(`${task.claim}, seed ${task.seed}: ${(error as Error).message}`, { cause: error });
    }
  };
  try {
    await Promise.all(tasks.map(measure));
  } finally {
    await pool.destroy();
  }
}
