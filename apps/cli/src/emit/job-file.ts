import { githubWorkflow } from './github-workflow';
import { kubernetesJobs } from './kubernetes-jobs';
import { slurmScript } from './slurm-script';
import type { SweepJob } from './sweep-job';

/** The schedulers that job files are written for. */
export const schedulers = ['slurm', 'kubernetes', 'github'] as const;
export type Scheduler = (typeof schedulers)[number];

const files: Record<Scheduler, (job: SweepJob) => string> = {
  slurm: slurmScript,
  kubernetes: kubernetesJobs,
  github: githubWorkflow,
};

/** A file that makes a sweep in parts: a task for each, tried again where it failed, and a job that joins them. */
export function jobFile(scheduler: Scheduler, job: SweepJob): string {
  return files[scheduler](job);
}
