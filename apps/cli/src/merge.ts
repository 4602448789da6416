import { isDeepStrictEqual } from 'node:util';
import { mergeRecords } from '@bnlab/experiments';
import { readRecords, RunStore } from '@bnlab/experiments/node';
import { UsageError } from './usage-error';
import { CHART, writeChart } from './write-chart';

/**
 * `bnlab merge <dir...> --out DIR`: joins directories of records, such as the parts of a sweep that several machines made.
 * What `--out` holds already is joined too. Nothing is written before all is read and agrees.
 *
 * @throws Error when two of them hold different results for the same run.
 */
export async function merge(directories: string[], { out }: { out: string }): Promise<void> {
  const sources = await Promise.all(directories.map(read));
  const store = await RunStore.open(out, (message) => process.stderr.write(`bnlab: ${message}\n`));
  const records = await readRecords(out);
  const merged = mergeRecords([{ name: out, records }, ...sources]);
  const present = new Map(records.map(({ id, record }) => [id, record]));
  for (const [id, record] of merged) {
    if (!isDeepStrictEqual(present.get(id), record)) await store.write(id, record);
    if (!store.hasFile(id, CHART)) await writeChart(store, id, record);
  }
  const added = merged.size - present.size;
  process.stderr.write(`${added} records added to ${out}, which holds ${merged.size}\n`);
}

async function read(directory: string) {
  try {
    return { name: directory, records: await readRecords(directory) };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOENT' && code !== 'ENOTDIR') throw error;
    throw new UsageError(`there is no directory ${directory}; give directories that --out wrote`);
  }
}
