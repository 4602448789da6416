import { isDeepStrictEqual } from 'node:util';
import { judge, type Verdict } from '../sweep/judge';
import { planNamedSweep, type SweptRun } from '../sweep/named-sweep';
import { findSweep } from '../sweep/named-sweeps';
import type { RecordGroup } from './group-records';

/** What a sweep's runs say of its claim; undefined for a sweep without one, or of which runs are missing. */
export function verdictOf({ preset, records }: RecordGroup): Verdict | undefined {
  const sweep = findSweep(preset);
  if (!sweep) return undefined;
  const runs: SweptRun[] = [];
  for (const plan of planNamedSweep(sweep, [...new Set(records.map(({ seed }) => seed))])) {
    const record = records.find(
      ({ seed, settings }) => seed === plan.seed && isDeepStrictEqual(settings, plan.settings),
    );
    if (!record) return undefined;
    runs.push({ plan, record });
  }
  return judge(sweep, runs);
}
