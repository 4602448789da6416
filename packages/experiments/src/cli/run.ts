import { loadMnist } from '@bnlab/mnist';
import { findPreset, UnknownPresetError } from '../presets/find-preset';
import type { RunRecord } from '../run-record';
import { trainAndTest } from '../train-and-test';
import { resultTable } from './result-table';
import { checkWritable, writeRun } from './run-directory';
import { TrainingBar } from './training-bar';
import { UsageError } from './usage-error';

export interface RunOptions {
  seed: number;
  backend?: string;
  batches?: number;
  out: string;
  json?: boolean;
}

/** `bnlab run <preset...>`: trains and tests each preset's pair of networks, and writes what came out. */
export async function run(names: string[], options: RunOptions, signal: AbortSignal): Promise<void> {
  const presets = names.map(presetNamed);
  const { seed, backend, batches, out } = options;
  await checkWritable(out);
  const data = await loadMnist();
  const records: RunRecord[] = [];
  const bar = new TrainingBar();
  for (const preset of presets) {
    const cut = batches === undefined ? '' : `, cut to ${batches.toLocaleString('en')}`;
    process.stderr.write(`${preset.name}: ${preset.title}${cut}, seed ${seed}\n`);
    try {
      const settings = { seed, data, backend, trainingBatches: batches, signal, onProgress: bar.update };
      records.push(await trainAndTest(preset, settings));
    } finally {
      bar.stop();
    }
    const record = records.at(-1)!;
    const directory = await writeRun(out, record, directoryName(preset.name, options));
    if (!options.json) process.stdout.write(`${resultTable(record)}\n`);
    process.stderr.write(`record and chart in ${directory}\n`);
  }
  if (options.json) process.stdout.write(`${JSON.stringify({ records })}\n`);
}

function presetNamed(name: string) {
  try {
    return findPreset(name);
  } catch (error) {
    if (error instanceof UnknownPresetError) throw new UsageError(error.message);
    throw error;
  }
}

/** A shortened run must not take the place of a whole one. */
function directoryName(preset: string, { seed, batches }: RunOptions): string {
  return `${preset}-seed${seed}${batches === undefined ? '' : `-batches${batches}`}`;
}
