import { isDeepStrictEqual } from 'node:util';
import type { RunPlan } from '../plan/run-plan';
import type { RunRecord } from '../record/run-record';
import type { RunStore } from '../record/run-store';
import { assembleRecord } from '../train-and-test';
import type { RunProgress, TrainNetworkOptions } from '../train-network';
import { withThreads } from './with-threads';

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
  const records = new Map<RunPlan, RunRecord>();
  for (const plan of again ? [] : plans) {
    const record = await store.read(plan.id);
    if (!record || !isDeepStrictEqual(record.settings, plan.settings)) continue;
    records.set(plan, record);
    await onRecord?.(plan, record, 'found');
  }
  const missing = plans.filter((plan) => !records.has(plan));
  if (missing.length > 0) {
    await withThreads(jobs, missing, signal, async (train) => {
      const queue = missing.values();
      const work = async () => {
        for (const plan of queue) {
          const report = (progress: RunProgress) => onProgress?.(plan, progress);
          const networks = plan.variants.map((variant) =>
            train({ plan, batchNorm: variant, backend }, report),
          );
          const record = assembleRecord(plan, await Promise.all(networks));
          await store.write(plan.id, record);
          records.set(plan, record);
          await onRecord?.(plan, record, 'trained');
        }
      };
      // A run for each thread is under way, so that the threads are busy while one waits for its second network.
      await Promise.all(Array.from({ length: Math.min(jobs, missing.length) }, work));
    });
  }
  return plans.map((plan) => records.get(plan)!);
}
