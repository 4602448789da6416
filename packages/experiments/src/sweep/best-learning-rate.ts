import type { Overrides } from '../plan/override-settings';
import type { NetworkRecord } from '../record/run-record';
import type { SweptRun } from './named-sweep';
import { groupRuns, summarizeVariant, type VariantSummary } from './summarize-sweep';
import { bootstrapMean, quartiles } from './summary';

/** A kind of network at the learning rate that suits it best. */
export interface BestVariant {
  learningRate: number;
  summary: VariantSummary;
}

/** Networks with and without batch norm, each at its own best learning rate. */
export interface BestSummary {
  preset: string;
  /** All but the learning rate. */
  overrides: Overrides;
  withoutBatchNorm: BestVariant;
  withBatchNorm: BestVariant;
  /** Mean of (with - without) over seeds, and a 95 % bootstrap interval of it. */
  difference: { mean: number; low: number; high: number };
}

/**
 * Compares networks with and without batch norm, each at the learning rate at which its median validation accuracy over
 * the seeds is highest. The test images have no say in the choice.
 */
export function summarizeBest(runs: readonly SweptRun[]): BestSummary[] {
  return groupRuns(runs, ({ plan }) => withoutRate(plan.overrides)).map((group) => {
    const [without, withBatchNorm] = [bestOf(group, false), bestOf(group, true)];
    const { preset, overrides } = group[0]!.plan;
    return {
      preset,
      overrides: withoutRate(overrides),
      withoutBatchNorm: without.best,
      withBatchNorm: withBatchNorm.best,
      difference: bootstrapMean(
        withBatchNorm.networks.map(
          ({ testAccuracy }, index) => testAccuracy - without.networks[index]!.testAccuracy,
        ),
      ),
    };
  });
}

function bestOf(
  group: readonly SweptRun[],
  batchNorm: boolean,
): { best: BestVariant; networks: NetworkRecord[] } {
  const candidates = groupRuns(group, ({ record }) => record.settings.learningRate).map((runs) => {
    const networks = runs.flatMap(({ record }) =>
      record.networks.filter((network) => network.batchNorm === batchNorm),
    );
    const validation = quartiles(
      networks.map(({ finalValidationAccuracy }) => finalValidationAccuracy),
    ).median;
    return { learningRate: runs[0]!.record.settings.learningRate, networks, validation };
  });
  const { learningRate, networks } = candidates.reduce((best, candidate) =>
    candidate.validation > best.validation ? candidate : best,
  );
  return { best: { learningRate, summary: summarizeVariant(networks) }, networks };
}

function withoutRate({ learningRate: _, ...overrides }: Overrides): Overrides {
  return overrides;
}
