import { distinctPlans, type RunPlan, type RunRecord } from '@bnlab/experiments';
import { RunStore } from '@bnlab/experiments/node';
import { commitOfProgram } from './commit-of-program';
import type { Images } from './images';
import { runPlans } from './worker/run-plans';
import { TrainingBars } from './training-bars';
import { CHART, writeChart } from './write-chart';

export interface MakeRunsOptions {
  out: string;
  jobs: number;
  backend?: string;
  signal: AbortSignal;
  /** Other images than MNIST's. */
  data?: Images;
  /** Make every run again, finished or not. */
  again?: boolean;
}

/** Makes planned runs, shows how far they are, and draws each one's chart as it ends. */
export async function makeRuns(
  plans: readonly RunPlan[],
  { out, jobs, backend, signal, data, again = false }: MakeRunsOptions,
): Promise<RunRecord[]> {
  const warn = (message: string) => process.stderr.write(`bnlab: ${message}\n`);
  const store = await RunStore.open(out, warn);
  const distinct = distinctPlans(plans);
  const bars = new TrainingBars(distinct);
  let done = 0;
  try {
    return await runPlans(plans, {
      ...{ jobs, store, backend, signal, again, data },
      commit: commitOfProgram,
      onProgress: bars.update,
      onRecord: async (plan, record, origin) => {
        if (origin === 'trained' || !store.hasFile(plan.id, CHART)) await writeChart(store, plan.id, record);
        done += 1;
        bars.finish(
          plan,
          origin,
          `[${done}/${distinct.length}] ${plan.id}: ${outcome(record)}${origin === 'found' ? ' (finished before)' : ''}`,
        );
      },
    });
  } finally {
    bars.stop();
  }
}

function outcome({ networks }: RunRecord): string {
  return networks.map(({ name, testAccuracy }) => `${name} ${(100 * testAccuracy).toFixed(2)} %`).join(', ');
}
