import { setMaxListeners } from 'node:events';
import { MessageChannel } from 'node:worker_threads';
import type { RunProgress, TrainedNetwork } from '@bnlab/experiments';
import { startPool } from './start-pool';
import type { TrainTask } from './train-task';

/** Trains one network in a thread. */
export type Train = (
  task: Omit<TrainTask, 'port'>,
  report: (progress: RunProgress) => void,
) => Promise<TrainedNetwork>;

/**
 * Starts threads for some pieces of work, and ends them when all are done, or one fails, or the signal is aborted. When it
 * returns or throws nothing of the work is left that could still write or report.
 *
 * @throws The signal's reason, or the error of the piece that failed first.
 */
export async function withThreads(
  threads: number,
  signal: AbortSignal | undefined,
  begin: (train: Train) => Promise<void>[],
): Promise<void> {
  const pool = await startPool('worker', threads);
  const stop = new AbortController();
  const stopped = stop.signal;
  const passOn = () => stop.abort(signal!.reason);
  signal?.addEventListener('abort', passOn, { once: true });
  // Every network in training listens to it, which Node.js takes for a leak from the eleventh on.
  setMaxListeners(0, stopped);
  const train: Train = async (task, report) => {
    stopped.throwIfAborted();
    const { port1, port2 } = new MessageChannel();
    port1.on('message', report);
    try {
      const whole: TrainTask = { ...task, port: port2 };
      return (await pool.run(whole, { transferList: [port2], signal: stopped })) as TrainedNetwork;
    } catch (error) {
      if (stopped.aborted) throw stopped.reason;
      throw new Error(`${task.plan.id}: ${(error as Error).message}`, { cause: error });
    } finally {
      port1.off('message', report);
      port1.close();
    }
  };
  const pieces = begin(train).map((piece) =>
    piece.catch((error: unknown) => {
      stop.abort(error);
    }),
  );
  await Promise.all(pieces);
  await pool.destroy();
  signal?.removeEventListener('abort', passOn);
  stopped.throwIfAborted();
}
