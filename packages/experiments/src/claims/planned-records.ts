import { isRecordOf } from '../plan/is-record-of';
import { onDataOf } from '../plan/on-data';
import type { RunRecord } from '../record/run-record';
import { planNamedSweep, type NamedSweep } from './named-sweep';

/** Which of a sweep's planned runs were made, from the seeds of some records. */
export interface PlannedRecords {
  /** In the order of the plans. */
  found: RunRecord[];
  /** Number of planned runs that have no record. */
  missing: number;
  planned: number;
}

/**
 * Finds the records of a sweep's planned runs, on the images of the first record. Records of other runs are left out.
 */
export function plannedRecords(sweep: NamedSweep, records: readonly RunRecord[]): PlannedRecords {
  const seeds = [...new Set(records.map(({ seed }) => seed))].sort((a, b) => a - b);
  const bySeed = new Map(seeds.map((seed) => [seed, records.filter((record) => record.seed === seed)]));
  const [first] = records;
  const settings = first ? onDataOf(sweep.settings, first.settings) : sweep.settings;
  const plans = planNamedSweep({ ...sweep, settings }, seeds);
  const found = plans
    .map((plan) => bySeed.get(plan.seed)!.find((record) => isRecordOf(record, plan)))
    .filter((record) => record !== undefined);
  return { found, missing: plans.length - found.length, planned: plans.length };
}
