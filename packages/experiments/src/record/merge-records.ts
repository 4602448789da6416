import { isDeepStrictEqual } from 'node:util';
import type { RunRecord } from './run-record';

/** A directory of records. */
export interface RecordDirectory {
  /** What messages call it. */
  name: string;
  records: readonly { id: string; record: RunRecord }[];
}

/**
 * Joins directories of records. Where several hold the same run, which differs in speed and machine only, one of them is
 * taken: the same one, in whatever order they are given and however often they are joined.
 *
 * @returns Each run's record by its id, in the order of the ids.
 * @throws Error naming the run and two directories when they hold different results for it.
 */
export function mergeRecords(directories: readonly RecordDirectory[]): Map<string, RunRecord> {
  const merged = new Map<string, { record: RunRecord; from: string }>();
  for (const { name, records } of directories) {
    for (const { id, record } of records) {
      const other = merged.get(id);
      if (other && !isDeepStrictEqual(outcome(other.record), outcome(record))) {
        throw new Error(`${other.from} and ${name} hold different results for ${id}; keep them apart`);
      }
      if (!other || isBefore(record, other.record)) merged.set(id, { record, from: name });
    }
  }
  const ids = [...merged.keys()].sort();
  return new Map(ids.map((id) => [id, merged.get(id)!.record]));
}

/** All of a record that its plan determines: speed and environment may differ. */
function outcome({ environment, networks, ...record }: RunRecord) {
  return { ...record, networks: networks.map(({ stepsPerSecond, ...network }) => network) };
}

/** Any order will do that depends on the two records alone. */
function isBefore(a: RunRecord, b: RunRecord): boolean {
  return JSON.stringify(a) < JSON.stringify(b);
}
