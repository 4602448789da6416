import { lessonTable, planRun, presets } from '@bnlab/experiments';
import { jsonDocument } from './json-document';
import { makeRuns } from './make-runs';
import { paragraph } from './paragraph';
import { terminalColumns } from './terminal';
import { textTable } from './text-table';

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
  const table = lessonTable(records);
  const columns = terminalColumns();
  if (table) process.stdout.write(`${textTable(table, columns)}\n${paragraph(table.caption, '', columns)}\n`);
  process.stderr.write(`records and charts in ${options.out}\n`);
}
