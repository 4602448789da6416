import { isDeepStrictEqual } from 'node:util';
import type { Overrides } from '../plan/override-settings';
import { judge, type Verdict } from '../sweep/judge';
import { planNamedSweep, type NamedSweep, type SweptRun } from '../sweep/named-sweep';
import { findSweep } from '../sweep/named-sweeps';
import type { RunRecord } from '../record/run-record';
import { gridOf } from './grid-cells';
import type { RecordGroup } from './group-records';

/** The runs of a group as those of a sweep, cell by cell. */
export interface SweptRuns {
  runs: SweptRun[];
  /** The named sweep of which they are the whole; undefined for a part of one, and for values of one's own. */
  sweep?: NamedSweep;
}

/** Finds what the records of a group were planned as. */
export function sweptRuns(group: RecordGroup): SweptRuns {
  const sweep = findSweep(group.preset);
  const runs = sweep && wholeSweep(sweep, group.records);
  return runs ? { runs, sweep } : { runs: runsOfGrid(group) };
}

/** What a sweep's runs say of its claim; undefined where they are not the whole of a named one. */
export function verdictOf(group: RecordGroup): Verdict | undefined {
  const { runs, sweep } = sweptRuns(group);
  return sweep && judge(sweep, runs);
}

function wholeSweep(sweep: NamedSweep, records: RecordGroup['records']): SweptRun[] | undefined {
  const seeds = [...new Set(records.map(({ seed }) => seed))];
  const runs: SweptRun[] = [];
  for (const plan of planNamedSweep(sweep, seeds)) {
    const record = records.find(
      ({ seed, settings }) => seed === plan.seed && isDeepStrictEqual(settings, plan.settings),
    );
    if (!record) return undefined;
    runs.push({ plan, record });
  }
  return runs.length === records.length ? runs : undefined;
}

function runsOfGrid({ preset, records, swept }: RecordGroup): SweptRun[] {
  return gridOf({ records, swept }).flatMap((cell) =>
    cell.records.map((record) => ({ plan: { preset, overrides: overridesOf(record, swept) }, record })),
  );
}

function overridesOf({ settings }: RunRecord, swept: RecordGroup['swept']): Overrides {
  const entries = swept.flatMap((name): [string, number | string][] => {
    const value = settings[name];
    if (value === undefined) return [];
    return [typeof value === 'object' ? ['depth', value.length - 2] : [name, value]];
  });
  return Object.fromEntries(entries);
}
