import type { RunRecord } from '../record/run-record';
import { findSweep } from './named-sweeps';
import { plannedRecords } from './planned-records';

/** Whether records are all runs of the named sweep, from the same seeds, and no others. */
export function isWholeSweep(name: string, records: readonly RunRecord[]): boolean {
  const sweep = findSweep(name);
  if (!sweep || records.length === 0) return false;
  const { found, missing } = plannedRecords(sweep, records);
  return missing === 0 && found.length === records.length;
}
