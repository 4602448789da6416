import {
  distinctPlans,
  findPreset,
  findSweep,
  type Grid,
  judge,
  type NamedSweep,
  nearestSweepable,
  parseSetting,
  planNamedSweep,
  planSweep,
  type RunPlan,
  SettingError,
  shardOf,
  summarizeSweep,
  type SweptRun,
  UnknownPresetError,
} from '@bnlab/experiments';
import { jsonDocument } from './json-document';
import { makeRuns } from './make-runs';
import { sweepTable, verdictText } from './sweep-table';
import { UsageError } from './usage-error';

const DEFAULT_SEEDS = [1, 2, 3, 4, 5];

export interface SweepOptions {
  seeds?: number[];
  set: string[];
  shard?: { index: number; count: number };
  backend?: string;
  jobs: number;
  out: string;
  json?: boolean;
}

/** What one name on the command line asks for. */
interface Sweep {
  title: string;
  /** Absent for a preset with values of one's own. */
  named?: NamedSweep;
  plans: RunPlan[];
}

/**
 * `bnlab sweep <sweep or preset...>`: a named sweep, or every combination of some settings' values of a preset, from
 * several seeds, and statistics over them.
 */
export async function sweep(
  names: string[],
  { seeds, set, shard = { index: 1, count: 1 }, json, ...options }: SweepOptions,
  signal: AbortSignal,
): Promise<void> {
  const sweeps = planned([...new Set(names)], set, seeds);
  const plans = shardOf(distinctPlans(sweeps.flatMap((one) => one.plans)), shard);
  const records = await makeRuns(plans, { ...options, signal });
  const runs = plans.map((plan, index) => ({ plan, record: records[index]! }));
  const results = sweeps.map(({ plans: ofSweep, ...rest }) => ({
    ...rest,
    runs: runs.filter(({ plan }) => ofSweep.some(({ id }) => id === plan.id)),
  }));
  // A part of a sweep is not enough to judge its claim.
  const isWhole = shard.count === 1;
  if (json) {
    const verdicts = isWhole
      ? results.flatMap(({ named, runs: made }) => (named ? [judge(named, made)] : []))
      : [];
    process.stdout.write(jsonDocument({ verdicts, summaries: summarizeSweep(plans, records) }, records));
    return;
  }
  for (const result of results) process.stdout.write(resultText(result, isWhole));
  process.stderr.write(`records and charts in ${options.out}\n`);
}

function resultText(
  { title, named, runs }: Omit<Sweep, 'plans'> & { runs: SweptRun[] },
  isWhole: boolean,
): string {
  if (runs.length === 0) return '';
  const verdict = named && isWhole ? `${verdictText(judge(named, runs))}\n` : '';
  return `${title}\n${sweepTable(runs, named?.measure)}\n${verdict}`;
}

function planned(names: string[], set: string[], seeds: number[] | undefined): Sweep[] {
  try {
    return names.map((name) => planOne(name, gridOf(set), seeds));
  } catch (error) {
    if (error instanceof SettingError) throw new UsageError(error.message);
    throw error;
  }
}

/** A setting that is given several times has all of the values. */
function gridOf(set: readonly string[]): Grid {
  const grid: Record<string, (number | string)[]> = {};
  for (const [name, values] of set.map(parseSetting)) {
    grid[name] = [...new Set([...(grid[name] ?? []), ...values])];
  }
  return grid;
}

function planOne(name: string, grid: Grid, seeds: number[] | undefined): Sweep {
  const named = findSweep(name);
  if (named) {
    return { title: named.title, named, plans: planNamedSweep(named, seeds ?? named.seeds, grid) };
  }
  try {
    const preset = findPreset(name);
    return { title: preset.title, plans: planSweep([preset], grid, seeds ?? DEFAULT_SEEDS) };
  } catch (error) {
    if (!(error instanceof UnknownPresetError)) throw error;
    throw new UsageError(`unknown sweep or preset "${name}"; did you mean ${nearestSweepable(name)}?`);
  }
}
