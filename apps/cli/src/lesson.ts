import { planRun, presets, reproductionRule } from '@bnlab/experiments';
import { lessonTable } from './lesson-table';
import { jsonDocument } from './json-document';
import { makeRuns } from './make-runs';

export interface LessonOptions {
  seeds: number[];
  backend?: string;
  jobs: number;
  out: string;
  quick?: boolean;
  json?: boolean;
}

/** `bnlab lesson`: every experiment of the lesson in its order, and one table of ours beside the lesson's. */
export async function lesson(
  { seeds, quick = false, json, ...options }: LessonOptions,
  signal: AbortSignal,
): Promise<void> {
  const chosen = presets.filter(
    ({ lesson, trainingBatches }) => lesson !== undefined && (!quick || trainingBatches <= 2000),
  );
  const plans = seeds.flatMap((seed) => chosen.map((preset) => planRun(preset, seed)));
  const records = await makeRuns(plans, { ...options, signal });
  if (json) {
    process.stdout.write(jsonDocument({}, records));
    return;
  }
  process.stdout.write(`${lessonTable(records)}\n${reproductionRule}\n`);
  process.stderr.write(`records and charts in ${options.out}\n`);
}
