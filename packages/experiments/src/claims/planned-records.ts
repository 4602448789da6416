import { isRecordOf } from '../plan/is-record-of';
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

/** Finds the records of a sweep's planned runs. Records of other runs are left out. */
export function plannedRecords(sweep: NamedSweep, records: readonly RunRecord[]): PlannedRecords {
  const seeds = [...new Set(records.map(({ seed }) => seed))].sort((a, b) => a - b);
  const bySeed = new Map(seeds.map((seed) => [seed, records.filter((record) => record.seed === seed)]));
  const plans = planNamedSweep(sweep, seeds);
  const found = plans
    .map((plan) => bySeed.get(plan.seed)!.find((record) => isRecordOf(record, plan)))
    .filter((record) => record !== undefined);
  return { found, missing: plans.length - found.length, planned: plans.length };
}
