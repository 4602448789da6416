import { UsageError } from './usage-error';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The part of a sweep that a scheduler gave this task: the place in a Slurm array, in a Kubernetes Indexed Job
 * (`JOB_COMPLETIONS` must be set to its `completions`), or in a CI matrix (`CI_NODE_INDEX` from 1, `CI_NODE_TOTAL`).
 *
 * @throws UsageError where no scheduler says it.
 */
export function shardOfScheduler(environment: Environment): { index: number; count: number } {
  const number = (name: string) => {
    const text = environment[name];
    return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
  };
  const task = number('SLURM_ARRAY_TASK_ID');
  if (task !== undefined) {
    const [least, step] = [number('SLURM_ARRAY_TASK_MIN') ?? 1, number('SLURM_ARRAY_TASK_STEP') ?? 1];
    return checked((task - least) / step + 1, number('SLURM_ARRAY_TASK_COUNT'), 'SLURM_ARRAY_TASK_COUNT');
  }
  const completion = number('JOB_COMPLETION_INDEX');
  if (completion !== undefined) return checked(completion + 1, number('JOB_COMPLETIONS'), 'JOB_COMPLETIONS');
  const node = number('CI_NODE_INDEX');
  if (node !== undefined) return checked(node, number('CI_NODE_TOTAL'), 'CI_NODE_TOTAL');
  throw new UsageError(
    '--shard auto needs a scheduler that numbers its tasks: a Slurm array, a Kubernetes Indexed Job, or CI_NODE_INDEX',
  );
}

function checked(index: number, count: number | undefined, name: string): { index: number; count: number } {
  if (count === undefined) throw new UsageError(`--shard auto needs the number of tasks in ${name}`);
  if (Number.isInteger(index) && index >= 1 && index <= count) return { index, count };
  throw new UsageError(`--shard auto found task ${index} of ${count}, which is none`);
}
