import { type Overrides, planRun, runTable } from '@bnlab/experiments';
import { jsonDocument } from './json-document';
import { makeRuns } from './make-runs';
import { presetNamed } from './options';
import { terminalColumns } from './terminal';
import { textTable } from './text-table';

export interface RunOptions {
  seed: number;
  backend?: string;
  batches?: number;
  jobs: number;
  out: string;
  json?: boolean;
}

/** `bnlab run <preset...>`: trains and tests each preset's pair of networks, and writes what came out. */
export async function run(
  names: string[],
  { seed, batches, json, ...options }: RunOptions,
  signal: AbortSignal,
): Promise<void> {
  const overrides: Overrides = batches === undefined ? {} : { trainingBatches: batches };
  const plans = [...new Set(names)].map((name) => planRun(presetNamed(name), seed, overrides));
  const records = await makeRuns(plans, { ...options, signal, again: true });
  if (json) {
    process.stdout.write(jsonDocument({}, records));
    return;
  }
  for (const record of records) {
    const table = textTable(runTable(record), terminalColumns());
    process.stdout.write(`${record.preset}, seed ${record.seed}\n${table}\n`);
  }
  process.stderr.write(`records and charts in ${options.out}\n`);
}
