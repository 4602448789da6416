import {
  findSweep,
  isRecordOf,
  type NamedSweep,
  type Overrides,
  planNamedSweep,
  type RunRecord,
  type SweptRun,
} from '@bnlab/experiments';
import { gridOf } from './grid-cells';
import type { RecordGroup } from './group-records';

type Unplanned = Pick<RecordGroup, 'preset' | 'records' | 'swept'>;

/** Finds what the records of one preset were planned as. */
export function sweptRuns(group: Unplanned): Pick<RecordGroup, 'runs' | 'sweep'> {
  const sweep = findSweep(group.preset);
  const runs = sweep && wholeSweep(sweep, group.records);
  return runs ? { runs, sweep } : { runs: runsOfGrid(group) };
}

function wholeSweep(sweep: NamedSweep, records: RecordGroup['records']): SweptRun[] | undefined {
  const seeds = [...new Set(records.map(({ seed }) => seed))];
  const runs: SweptRun[] = [];
  for (const plan of planNamedSweep(sweep, seeds)) {
    const record = records.find((one) => isRecordOf(one, plan));
    if (!record) return undefined;
    runs.push({ plan, record });
  }
  return runs.length === records.length ? runs : undefined;
}

function runsOfGrid({ preset, records, swept }: Unplanned): SweptRun[] {
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
