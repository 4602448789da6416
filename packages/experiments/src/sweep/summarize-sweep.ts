import type { RunPlan } from '../plan/run-plan';
import type { Overrides } from '../plan/override-settings';
import { CHANCE } from '../lesson/reproduction';
import type { NetworkRecord, RunRecord } from '../record/run-record';
import { bootstrapMean, quartiles, type Quartiles } from './summary';

/** Test accuracy of one kind of network over the seeds of a cell. */
export interface VariantSummary {
  testAccuracy: Quartiles;
  /** Share of the seeds from which the network learned nothing, or diverged. */
  failed: number;
}

/** What the seeds of one cell of a sweep gave. */
export interface CellSummary {
  preset: string;
  overrides: Overrides;
  seeds: number[];
  withoutBatchNorm?: VariantSummary;
  withBatchNorm?: VariantSummary;
  /** Mean of (with - without) over seeds, and a 95 % bootstrap interval of it. */
  difference?: { mean: number; low: number; high: number };
}

/** Whether a network learned nothing: it diverged, or does no better than guessing one class. */
export function hasFailed({ diverged, testAccuracy }: NetworkRecord): boolean {
  return diverged || testAccuracy < CHANCE;
}

/** Statistics over seeds, a row for each cell of a sweep, in the order of the plans. */
export function summarizeSweep(plans: readonly RunPlan[], records: readonly RunRecord[]): CellSummary[] {
  const cells = new Map<string, { plan: RunPlan; records: RunRecord[] }>();
  plans.forEach((plan, index) => {
    const key = JSON.stringify([plan.preset, plan.overrides]);
    const cell = cells.get(key) ?? { plan, records: [] };
    cell.records.push(records[index]!);
    cells.set(key, cell);
  });
  return [...cells.values()].map(({ plan, records: ofCell }) => summarizeCell(plan, ofCell));
}

/** Statistics over the runs of one cell: those of one preset with the same settings. */
export function summarizeCell(
  { preset, overrides }: Pick<RunPlan, 'preset' | 'overrides'>,
  records: readonly RunRecord[],
): CellSummary {
  const pick = (batchNorm: boolean) =>
    records.flatMap(({ networks }) => networks.filter((network) => network.batchNorm === batchNorm));
  const [without, withBatchNorm] = [pick(false), pick(true)];
  const summary: CellSummary = { preset, overrides, seeds: records.map(({ seed }) => seed) };
  if (without.length > 0) summary.withoutBatchNorm = summarizeVariant(without);
  if (withBatchNorm.length > 0) summary.withBatchNorm = summarizeVariant(withBatchNorm);
  if (without.length === withBatchNorm.length) {
    summary.difference = bootstrapMean(
      withBatchNorm.map(({ testAccuracy }, index) => testAccuracy - without[index]!.testAccuracy),
    );
  }
  return summary;
}

function summarizeVariant(networks: readonly NetworkRecord[]): VariantSummary {
  return {
    testAccuracy: quartiles(networks.map(({ testAccuracy }) => testAccuracy)),
    failed: networks.filter(hasFailed).length / networks.length,
  };
}
