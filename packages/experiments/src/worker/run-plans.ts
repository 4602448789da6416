import { isDeepStrictEqual } from 'node:util';
import { MessageChannel } from 'node:worker_threads';
import { Tinypool } from 'tinypool';
import type { RunPlan } from '../plan/run-plan';
import type { RunRecord } from '../record/run-record';
import type { RunStore } from '../record/run-store';
import { assembleRecord } from '../train-and-test';
import type { RunProgress, TrainedNetwork, TrainNetworkOptions } from '../train-network';
import type { TrainTask } from './train-task';

/** How {@link runPlans} trains, and where it keeps what is done. */
export interface RunPlansOptions extends Pick<TrainNetworkOptions, 'backend' | 'signal'> {
  /** Networks to train at once, a thread each. */
  jobs: number;
  /** Finished runs are read from here, and written to it as soon as they are done. */
  store: RunStore;
  /** Make every run again, finished or not. */
  again?: boolean;
  /** Called several times a second for each run that is under way. */
  onProgress?: (plan: RunPlan, progress: RunProgress) => void;
  /** Called for each run as it ends, or is found finished. */
  onRecord?: (plan: RunPlan, record: RunRecord, found: 'trained' | 'found') => void | Promise<void>;
}

/**
 * Makes planned runs on every core, each network a task of its own. What a store has already is not made again, so a
 * program that was killed goes on where it stopped.
 *
 * @returns The records, in the order of the plans.
 * @throws The signal's reason when it is aborted, after the threads are ended; finished runs stay in the store.
 */
export async function runPlans(
  plans: readonly RunPlan[],
  { jobs, store, backend, signal, again = false, onProgress, onRecord }: RunPlansOptions,
): Promise<RunRecord[]> {
  signal?.throwIfAborted();
  const filename = new URL('./worker.js', import.meta.url).href;
  const pool = new Tinypool({ filename, minThreads: jobs, maxThreads: jobs, concurrentTasksPerWorker: 1 });
  const train = async (plan: RunPlan, batchNorm: boolean): Promise<TrainedNetwork> => {
    const { port1, port2 } = new MessageChannel();
    port1.on('message', (progress: RunProgress) => onProgress?.(plan, progress));
    try {
      const task: TrainTask = { plan, batchNorm, backend, port: port2 };
      return (await pool.run(task, { transferList: [port2], signal })) as TrainedNetwork;
    } finally {
      port1.close();
    }
  };
  const make = async (plan: RunPlan): Promise<RunRecord> => {
    const found = again ? undefined : await store.read(plan.id);
    if (found && isDeepStrictEqual(found.settings, plan.settings)) {
      await onRecord?.(plan, found, 'found');
      return found;
    }
    const record = assembleRecord(
      plan,
      await Promise.all(plan.variants.map((variant) => train(plan, variant))),
    );
    await store.write(plan.id, record);
    await onRecord?.(plan, record, 'trained');
    return record;
  };
  try {
    return await Promise.all(plans.map(make));
  } catch (error) {
    throw signal?.aborted ? signal.reason : error;
  } finally {
    await pool.destroy();
  }
}
