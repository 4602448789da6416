import {
  ArgumentError,
  describeSweep,
  distinctPlans,
  findPreset,
  findSweep,
  type Grid,
  nearestSweepable,
  onData,
  parseSetting,
  planNamedSweep,
  planSweep,
  presets,
  type RunPlan,
  type RunSettings,
  seedRanges,
  shardOf,
  summarizeCells,
} from '@bnlab/experiments';
import { jobFile, type Scheduler } from './emit/job-file';
import { findImages, type Images } from './images';
import { jsonDocument } from './json-document';
import { makeRuns } from './make-runs';
import { writeShardPlan } from './shard-plan';
import { sweepText } from './sweep-text';
import { terminalColumns } from './terminal';
import { UsageError } from './usage-error';

const DEFAULT_SEEDS = [1, 2, 3, 4, 5];

export interface SweepOptions {
  seeds?: number[];
  set: string[];
  data?: string;
  shard?: { index: number; count: number };
  /** The scheduler to write a job file for, in so many parts; nothing is trained then. */
  emit?: Scheduler;
  revectorize?: boolean;
  parts?: number;
  backend?: string;
  jobs: number;
  out: string;
  json?: boolean;
}

/** What one name on the command line asks for. */
interface Sweep {
  name: string;
  plans: RunPlan[];
}

/**
 * `bnlab sweep <sweep or preset...>`: a named sweep, or every combination of some settings' values of a preset, from
 * several seeds, and statistics over them.
 */
export async function sweep(
  names: string[],
  {
    seeds,
    set,
    data: source,
    shard = { index: 1, count: 1 },
    emit,
    parts = 8,
    json,
    revectorize,
    ...options
  }: SweepOptions,
  signal: AbortSignal,
): Promise<void> {
  const data = await findImages(source);
  const sweeps = planned([...new Set(names)], set, seeds, data);
  if (emit) {
    const words = [
      ...names,
      ...(seeds ? ['--seeds', seedRanges(seeds.map((seed) => ({ seed }))).replaceAll(' ', '')] : []),
      ...set.flatMap((setting) => ['--set', setting]),
      ...(data ? ['--data', data.source] : []),
      ...(options.backend === undefined ? [] : ['--backend', options.backend]),
      ...(revectorize ? ['--revectorize'] : []),
    ];
    process.stdout.write(jobFile(emit, { words, parts, out: options.out }));
    return;
  }
  const whole = distinctPlans(sweeps.flatMap((one) => one.plans));
  const plans = shardOf(whole, shard);
  const records = await makeRuns(plans, { ...options, data, signal });
  if (shard.count > 1) await writeShardPlan(options.out, names, shard, whole);
  const byId = new Map(plans.map(({ id }, index) => [id, records[index]!]));
  const results = sweeps.flatMap(({ name, plans: ofSweep }) => {
    const made = ofSweep.flatMap(({ id }) => byId.get(id) ?? []);
    return made.length > 0 ? [describeSweep(name, made)] : [];
  });
  if (json) {
    const verdicts = results.flatMap(({ verdict }) => verdict ?? []);
    const made = new Date().toISOString().slice(0, 10);
    process.stdout.write(jsonDocument({ made, verdicts, summaries: summarizeCells(records) }, records));
    return;
  }
  for (const result of results) process.stdout.write(`${sweepText(result, terminalColumns())}\n`);
  process.stderr.write(`records and charts in ${options.out}\n`);
}

function planned(
  names: string[],
  set: string[],
  seeds: number[] | undefined,
  data: Images | undefined,
): Sweep[] {
  try {
    return names.map((name) => planOne(name, gridOf(set), seeds, data));
  } catch (error) {
    if (error instanceof ArgumentError) throw UsageError.of(error);
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

function planOne(name: string, grid: Grid, seeds: number[] | undefined, data: Images | undefined): Sweep {
  const suited = <Settings extends RunSettings>(settings: Settings) =>
    data ? onData(settings, data.described) : settings;
  const named = findSweep(name);
  if (named) {
    return {
      name,
      plans: planNamedSweep({ ...named, settings: suited(named.settings) }, seeds ?? named.seeds, grid),
    };
  }
  if (!presets.some((preset) => preset.name === name)) {
    throw new UsageError(`unknown sweep or preset "${name}"; did you mean ${nearestSweepable(name)}?`);
  }
  return { name, plans: planSweep([suited(findPreset(name))], grid, seeds ?? DEFAULT_SEEDS) };
}
