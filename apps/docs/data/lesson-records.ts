import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { RunRecord } from '@bnlab/experiments';

/** Where the experiments keep the records that are committed. */
export const committedResults = fileURLToPath(
  new URL('../../../packages/experiments/results/', import.meta.url),
);

/** The recorded runs of each preset, by seed. A preset that was never recorded is not in it. */
export type LessonRecords = ReadonlyMap<string, readonly RunRecord[]>;

/**
 * Reads the committed records: every JSON file of the directory that holds a run record, an array of them, or
 * `{ records: [...] }`. Other files, such as those of sweeps, are passed over.
 */
export function readLessonRecords(directory: string = committedResults): LessonRecords {
  let records = known.get(directory);
  if (!records) known.set(directory, (records = recordsByPreset(directory)));
  return records;
}

/** What has been read: a page asks once per number. */
const known = new Map<string, LessonRecords>();

function recordsByPreset(directory: string): LessonRecords {
  const byPreset = new Map<string, RunRecord[]>();
  if (!existsSync(directory)) return byPreset;
  const names = readdirSync(directory, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.json'),
  );
  for (const name of names.sort()) {
    for (const record of recordsIn(JSON.parse(readFileSync(`${directory}/${name}`, 'utf8')))) {
      byPreset.set(record.preset, [...(byPreset.get(record.preset) ?? []), record]);
    }
  }
  for (const records of byPreset.values()) records.sort((a, b) => a.seed - b.seed);
  return byPreset;
}

function recordsIn(document: unknown): RunRecord[] {
  const { records = document } = Object(document) as { records?: unknown };
  return (Array.isArray(records) ? records : [records]).filter(isRunRecord);
}

function isRunRecord(value: unknown): value is RunRecord {
  const { preset, seed, networks } = Object(value) as Partial<RunRecord>;
  return typeof preset === 'string' && typeof seed === 'number' && Array.isArray(networks);
}
