import isDeepEqual from 'fast-deep-equal';
import type { NetworkRecord, RunRecord } from './run-record';

/** A directory of records. */
export interface RecordDirectory {
  /** Its name in messages. */
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
      if (other && !isSameOutcome(other.record, record)) {
        throw new Error(`${other.from} and ${name} hold different results for ${id}; keep them apart`);
      }
      if (!other || isBefore(record, other.record)) merged.set(id, { record, from: name });
    }
  }
  const ids = [...merged.keys()].sort();
  return new Map(ids.map((id) => [id, merged.get(id)!.record]));
}

/**
 * Whether two records agree in all that their plan determines: speed and environment may differ. What an early record does
 * not say is not compared.
 */
function isSameOutcome(one: RunRecord, other: RunRecord): boolean {
  const sharesData = one.data !== undefined && other.data !== undefined;
  return isDeepEqual(outcome(one, other, sharesData), outcome(other, one, sharesData));
}

function outcome(
  { environment, checksum, data, networks, ...record }: RunRecord,
  other: RunRecord,
  sharesData: boolean,
) {
  return {
    ...record,
    ...(sharesData && { data }),
    networks: networks.map((network, index) => sharedFields(network, other.networks[index])),
  };
}

/** Fields that versions of a record have come to have. */
const LATER: readonly (keyof NetworkRecord)[] = ['peak', 'testLoss', 'trainingAccuracy', 'trainingLoss'];

function sharedFields({ stepsPerSecond, ...network }: NetworkRecord, other: NetworkRecord | undefined) {
  const isShared = (name: string) =>
    !LATER.includes(name as keyof NetworkRecord) || other?.[name as keyof NetworkRecord] !== undefined;
  return Object.fromEntries(Object.entries(network).filter(([name]) => isShared(name)));
}

/** Any order will do that depends on the two records alone. */
function isBefore(a: RunRecord, b: RunRecord): boolean {
  return JSON.stringify(a) < JSON.stringify(b);
}
