import { isDeepStrictEqual } from 'node:util';
import { mergeRecords } from '@bnlab/experiments';
import { readRecords, RunStore } from '@bnlab/experiments/node';
import { Faults } from './faults';
import { readShardPlans, type ShardPlan } from './shard-plan';
import { UsageError } from './usage-error';
import { CHART, writeChart } from './write-chart';

/**
 * `bnlab merge <dir...> --out DIR`: joins directories of records, such as the parts of a sweep that several machines made.
 * What `--out` holds already is joined too. Damaged records are named and left out.
 *
 * @throws Error when two of them hold different results for the same run (nothing is written then), when there is no record
 *   at all, when a record is damaged, and when a part of a sweep is short of runs.
 */
export async function merge(directories: string[], { out }: { out: string }): Promise<void> {
  const faults = new Faults();
  const sources = await Promise.all(directories.map((directory) => read(directory, faults)));
  const plans = (await Promise.all([...directories, out].map(readShardPlans))).flat();
  if (sources.every(({ records }) => records.length === 0)) {
    faults.throwIfAny();
    throw new Error(`there is no run record in ${directories.join(', ')}; "bnlab sweep --shard" makes some`);
  }
  const store = await RunStore.open(out, (message) => process.stderr.write(`bnlab: ${message}\n`));
  const records = await readRecords(out, faults.add);
  const merged = mergeRecords([{ name: out, records }, ...sources]);
  const present = new Map(records.map(({ id, record }) => [id, record]));
  for (const [id, record] of merged) {
    if (!isDeepStrictEqual(present.get(id), record)) await store.write(id, record);
    if (!store.hasFile(id, CHART)) await writeChart(store, id, record);
  }
  const commits = new Set([...merged.values()].map(({ environment }) => environment.commit ?? 'none'));
  if (commits.size > 1) {
    process.stderr.write(`bnlab: the records are of ${commits.size} commits: ${[...commits].join(', ')}\n`);
  }
  const added = merged.size - present.size;
  process.stderr.write(`${added} records added to ${out}, which holds ${merged.size}\n`);
  faults.throwIfAny();
  throwIfShort(plans, merged);
}

/** Parts of a sweep know what the whole is. */
function throwIfShort(plans: readonly ShardPlan[], merged: ReadonlyMap<string, unknown>): void {
  const planned = new Set(plans.flatMap(({ ids }) => ids));
  const missing = [...planned].filter((id) => !merged.has(id));
  if (missing.length === 0) return;
  throw new Error(
    `${missing.length} of ${planned.size} planned runs are missing, ${missing[0]} first; merge the other parts, too, or run ` +
      `them again`,
  );
}

async function read(directory: string, faults: Faults) {
  try {
    return { name: directory, records: await readRecords(directory, faults.add) };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOENT' && code !== 'ENOTDIR') throw error;
    throw new UsageError(`there is no directory ${directory}; give directories that --out wrote`);
  }
}
