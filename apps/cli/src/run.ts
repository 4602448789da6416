import { onData, type Overrides, planRun, runTable } from '@bnlab/experiments';
import { findImages } from './images';
import { jsonDocument } from './json-document';
import { makeRuns } from './make-runs';
import { presetNamed } from './options';
import { terminalColumns } from './terminal';
import { textTable } from './text-table';

export interface RunOptions {
  seed: number;
  backend?: string;
  batches?: number;
  data?: string;
  jobs: number;
  out: string;
  json?: boolean;
}

/** `bnlab run <preset...>`: trains and tests each preset's pair of networks, and writes what came out. */
export async function run(
  names: string[],
  { seed, batches, data: source, json, ...options }: RunOptions,
  signal: AbortSignal,
): Promise<void> {
  const overrides: Overrides = batches === undefined ? {} : { trainingBatches: batches };
  const presets = [...new Set(names)].map(presetNamed);
  const data = await findImages(source);
  const plans = presets.map((preset) =>
    planRun(data ? onData(preset, data.described) : preset, seed, overrides),
  );
  const records = await makeRuns(plans, { ...options, data, signal, again: true });
  if (json) {
    process.stdout.write(jsonDocument({}, records));
    return;
  }
  for (const record of records) {
    const table = textTable(runTable(record), terminalColumns());
    const images = data ? `, ${data.described.name}` : '';
    process.stdout.write(`${record.preset}${images}, seed ${record.seed}\n${table}\n`);
  }
  process.stderr.write(`records and charts in ${options.out}\n`);
}
