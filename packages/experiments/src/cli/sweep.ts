import { parseSetting, SettingError } from '../plan/override-settings';
import { planSweep, shardOf } from '../sweep/plan-sweep';
import { summarizeSweep, type CellSummary, type VariantSummary } from '../sweep/summarize-sweep';
import { makeRuns } from './make-runs';
import { presetNamed } from './options';
import { percent, textTable } from './text-table';
import { UsageError } from './usage-error';

export interface SweepOptions {
  seeds: number[];
  set: string[];
  shard?: { index: number; count: number };
  backend?: string;
  jobs: number;
  out: string;
  json?: boolean;
}

/** `bnlab sweep <preset...>`: every combination of some settings' values, from several seeds, and statistics over them. */
export async function sweep(
  names: string[],
  { seeds, set, shard = { index: 1, count: 1 }, json, ...options }: SweepOptions,
  signal: AbortSignal,
): Promise<void> {
  const plans = shardOf(planned(names, set, seeds), shard);
  const records = await makeRuns(plans, { ...options, signal });
  const summaries = summarizeSweep(plans, records);
  if (json) {
    process.stdout.write(`${JSON.stringify({ summaries, records })}\n`);
    return;
  }
  process.stdout.write(`${sweepTable(summaries)}\n`);
  process.stderr.write(`records and charts in ${options.out}\n`);
}

function planned(names: string[], set: string[], seeds: number[]) {
  try {
    return planSweep(names.map(presetNamed), Object.fromEntries(set.map(parseSetting)), seeds);
  } catch (error) {
    if (error instanceof SettingError) throw new UsageError(error.message);
    throw error;
  }
}

/** A row a cell: test accuracy over seeds, with and without batch norm, and the difference between them. */
export function sweepTable(summaries: readonly CellSummary[]): string {
  const head = [
    'preset',
    'settings',
    'seeds',
    'without: median (quartiles)',
    'failed',
    'with: median (quartiles)',
    'failed',
    'with − without (95 %)',
  ];
  return textTable(
    head,
    summaries.map(({ preset, overrides, seeds, withoutBatchNorm, withBatchNorm, difference }) => [
      preset,
      Object.entries(overrides)
        .map(([name, value]) => `${name}=${value}`)
        .join(' '),
      String(seeds.length),
      spread(withoutBatchNorm),
      percent(withoutBatchNorm?.failed),
      spread(withBatchNorm),
      percent(withBatchNorm?.failed),
      difference
        ? `${percent(difference.mean)} (${percent(difference.low)} to ${percent(difference.high)})`
        : '–',
    ]),
  );
}

function spread(summary: VariantSummary | undefined): string {
  if (!summary) return '–';
  const { lower, median, upper } = summary.testAccuracy;
  return `${percent(median)} (${percent(lower)} to ${percent(upper)})`;
}
