import { setMaxListeners } from 'node:events';
import { MessageChannel } from 'node:worker_threads';
import { Tinypool } from 'tinypool';
import type { RunPlan } from '../plan/run-plan';
import type { RunProgress, TrainedNetwork } from '../train-network';
import type { TrainTask } from './train-task';

/** Trains one network in a thread. */
export type Train = (
  task: Omit<TrainTask, 'port'>,
  report: (progress: RunProgress) => void,
) => Promise<TrainedNetwork>;

/** Starts threads for some work, and ends them when it ends, fails or is aborted. */
export async function withThreads(
  jobs: number,
  plans: readonly RunPlan[],
  signal: AbortSignal | undefined,
  work: (train: Train) => Promise<void>,
): Promise<void> {
  const networks = plans.reduce((sum, { variants }) => sum + variants.length, 0);
  const threads = Math.min(jobs, networks);
  const filename = new URL('./worker.js', import.meta.url).href;
  const pool = new Tinypool({
    filename,
    minThreads: threads,
    maxThreads: threads,
    concurrentTasksPerWorker: 1,
  });
  // Every network in training listens to it, which Node.js takes for a leak from the eleventh on.
  if (signal) setMaxListeners(0, signal);
  const train: Train = async (task, report) => {
    const { port1, port2 } = new MessageChannel();
    port1.on('message', report);
    try {
      const whole: TrainTask = { ...task, port: port2 };
      return (await pool.run(whole, { transferList: [port2], signal })) as TrainedNetwork;
    } catch (error) {
      throw signal?.aborted
        ? signal.reason
        : new Error(`${task.plan.id}: ${(error as Error).message}`, { cause: error });
    } finally {
      port1.close();
    }
  };
  try {
    await work(train);
  } finally {
    await pool.destroy();
  }
}
