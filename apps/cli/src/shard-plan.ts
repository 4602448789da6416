import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunPlan } from '@bnlab/experiments';
import writeFileAtomic from 'write-file-atomic';

/** Which part of which sweep a directory holds: written beside the records, so that a merge knows what the whole is. */
export interface ShardPlan {
  index: number;
  count: number;
  /** Of every run of the whole. */
  ids: string[];
}

const NAME = /^shard-.*\.json$/;

/** Writes down what the whole is that a part belongs to. */
export async function writeShardPlan(
  directory: string,
  names: readonly string[],
  { index, count }: Omit<ShardPlan, 'ids'>,
  plans: readonly RunPlan[],
): Promise<void> {
  const plan: ShardPlan = { index, count, ids: plans.map(({ id }) => id) };
  const name = `shard-${index}-of-${count}-${names.join('-')}.json`;
  await writeFileAtomic(join(directory, name), `${JSON.stringify(plan)}\n`);
}

/** What was written down in a directory; nothing where there is no directory. */
export async function readShardPlans(directory: string): Promise<ShardPlan[]> {
  const names = await readdir(directory).catch(() => []);
  const files = names.filter((name) => NAME.test(name)).sort();
  return Promise.all(
    files.map(async (name) => JSON.parse(await readFile(join(directory, name), 'utf8')) as ShardPlan),
  );
}
