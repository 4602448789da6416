import {
  assembleRecord,
  type DataRecord,
  distinctPlans,
  isRecordOf,
  type RunPlan,
  type RunProgress,
  type RunRecord,
  type TrainNetworkOptions,
} from '@bnlab/experiments';
import type { RunStore } from '@bnlab/experiments/node';
import { withThreads } from './with-threads';

/** How {@link runPlans} trains, and where it keeps what is done. */
export interface RunPlansOptions extends Pick<TrainNetworkOptions, 'backend' | 'signal'> {
  /** Networks to train at once, a thread each. */
  jobs: number;
  /** Finished runs are read from here, and written to it as soon as they are done. */
  store: RunStore;
  /** Where the images are, what `loadData` takes, and what they are if they are not MNIST's. Default MNIST. */
  data?: { source: string; described?: DataRecord };
  /** Finds the commit of this program, for the records: asked once, while the first networks train. */
  commit?: () => Promise<string | undefined>;
  /** Make every run again, finished or not. */
  again?: boolean;
  /** Called several times per second for each run that is under way. */
  onProgress?: (plan: RunPlan, progress: RunProgress) => void;
  /** Called for each run as it ends, or is found finished. */
  onRecord?: (plan: RunPlan, record: RunRecord, found: 'trained' | 'found') => void | Promise<void>;
}

/**
 * Makes planned runs on every core, each network a task of its own. What a store has already is not made again, so a
 * program that was killed goes on where it stopped; a record of other settings under a run's name is set aside.
 *
 * @returns The records, in the order of the plans.
 * @throws The signal's reason when it is aborted, or Error naming the run that failed, after the threads are ended; no
 *   other run is begun, and finished runs stay in the store.
 */
export async function runPlans(
  plans: readonly RunPlan[],
  { onRecord, ...options }: RunPlansOptions,
): Promise<RunRecord[]> {
  options.signal?.throwIfAborted();
  const records = new Map<string, RunRecord>();
  const distinct = distinctPlans(plans);
  for (const plan of options.again ? [] : distinct) {
    const record = await findRecord(plan, options);
    if (!record) continue;
    records.set(plan.id, record);
    await onRecord?.(plan, record, 'found');
  }
  const missing = distinct.filter(({ id }) => !records.has(id));
  await trainAll(missing, options, async (plan, record) => {
    await options.store.write(plan.id, record);
    records.set(plan.id, record);
    await onRecord?.(plan, record, 'trained');
  });
  return plans.map(({ id }) => records.get(id)!);
}

async function findRecord(
  plan: RunPlan,
  { store, backend, data }: Pick<RunPlansOptions, 'store' | 'backend' | 'data'>,
): Promise<RunRecord | undefined> {
  const record = await store.read(plan.id);
  if (!record || isRecordOf(record, plan, backend, data?.described)) return record;
  const reason = `the record of ${plan.id} is of other settings or images, or was made on another backend`;
  await store.setAside(plan.id, 'other-settings', reason);
  return undefined;
}

async function trainAll(
  plans: readonly RunPlan[],
  { jobs, backend, signal, onProgress, data, commit }: RunPlansOptions,
  onTrained: (plan: RunPlan, record: RunRecord) => Promise<void>,
): Promise<void> {
  if (plans.length === 0) return;
  const networks = plans.reduce((sum, { variants }) => sum + variants.length, 0);
  const found = commit?.();
  await withThreads(Math.min(jobs, networks), signal, (train) => {
    const queue = plans.values();
    const work = async () => {
      for (const plan of queue) {
        const report = (progress: RunProgress) => onProgress?.(plan, progress);
        const trained = plan.variants.map((batchNorm) =>
          train({ plan, batchNorm, data: data?.source ?? plan.settings.data ?? 'mnist', backend }, report),
        );
        const record = assembleRecord(plan, await Promise.all(trained), { commit: await found });
        await onTrained(plan, record);
      }
    };
    // A run for each thread is under way, so that the threads are busy while one waits for its second network.
    return Array.from({ length: Math.min(jobs, plans.length) }, work);
  });
}
