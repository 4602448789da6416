import { CHANCE } from '../lesson/reproduction';
import type { Overrides } from '../plan/override-settings';
import type { NetworkRecord, RunRecord } from '../record/run-record';
import type { Normalization } from '../record/run-settings';
import type { SweptRun } from './named-sweep';
import { reach, type Reach } from './steps-to-accuracy';
import { bootstrapMean, quartiles, type Quartiles } from './summary';

/** Accuracies on the validation images that summaries say the way to. */
export const MILESTONES = [0.8, 0.9, 0.95] as const;

/** One kind of network over the seeds of a cell. */
export interface VariantSummary {
  testAccuracy: Quartiles;
  /** At the end of the training. */
  validationAccuracy: Quartiles;
  /** Share of the seeds from which the network learned nothing, or diverged. */
  failed: number;
  /** How soon it got to each of {@link MILESTONES}. */
  reach: Reach[];
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

/** What the seeds of one cell gave with each normalization, or with none. */
export interface NormalizationSummary {
  preset: string;
  /** All but those that choose the normalization. */
  overrides: Overrides;
  variants: Partial<Record<Normalization | 'none', VariantSummary>>;
}

/** Whether a network learned nothing: it diverged, or does no better than guessing one class. */
export function hasFailed({ diverged, testAccuracy }: NetworkRecord): boolean {
  return diverged || testAccuracy < CHANCE;
}

/** Statistics over seeds, a row for each cell of a sweep, in the order of the plans. */
export function summarizeSweep(
  plans: readonly SweptRun['plan'][],
  records: readonly RunRecord[],
): CellSummary[] {
  const runs = plans.map((plan, index) => ({ plan, record: records[index]! }));
  return groupRuns(runs, ({ plan }) => plan.overrides).map((ofCell) =>
    summarizeCell(
      ofCell[0]!.plan,
      ofCell.map(({ record }) => record),
    ),
  );
}

/** Statistics over the runs of one cell: those of one preset with the same settings. */
export function summarizeCell(
  { preset, overrides }: SweptRun['plan'],
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

/** Statistics over seeds, side by side for all normalizations that a sweep tried in each cell. */
export function summarizeNormalizations(runs: readonly SweptRun[]): NormalizationSummary[] {
  return groupRuns(runs, ({ plan }) => withoutNormalization(plan.overrides)).map((ofCell) => {
    const { preset, overrides } = ofCell[0]!.plan;
    const networks = new Map<Normalization | 'none', NetworkRecord[]>();
    for (const { record } of ofCell) {
      for (const network of record.networks) {
        const kind = network.batchNorm ? (record.settings.normalization ?? 'batch') : 'none';
        networks.set(kind, [...(networks.get(kind) ?? []), network]);
      }
    }
    const variants = Object.fromEntries(
      [...networks].map(([kind, ofKind]) => [kind, summarizeVariant(ofKind)]),
    );
    return { preset, overrides: withoutNormalization(overrides), variants };
  });
}

/** Statistics over networks of one kind from different seeds. */
export function summarizeVariant(networks: readonly NetworkRecord[]): VariantSummary {
  return {
    testAccuracy: quartiles(networks.map(({ testAccuracy }) => testAccuracy)),
    validationAccuracy: quartiles(networks.map(({ finalValidationAccuracy }) => finalValidationAccuracy)),
    failed: networks.filter(hasFailed).length / networks.length,
    reach: MILESTONES.map((accuracy) => reach(networks, accuracy)),
  };
}

/** Runs of the same preset that agree in what `choose` picks of them, in the order in which they come. */
export function groupRuns(runs: readonly SweptRun[], choose: (run: SweptRun) => unknown): SweptRun[][] {
  const groups = new Map<string, SweptRun[]>();
  for (const run of runs) {
    const key = JSON.stringify([run.plan.preset, choose(run)]);
    groups.set(key, [...(groups.get(key) ?? []), run]);
  }
  return [...groups.values()];
}

function withoutNormalization({ normalization: _, ghostBatchSize: __, ...overrides }: Overrides): Overrides {
  return overrides;
}
