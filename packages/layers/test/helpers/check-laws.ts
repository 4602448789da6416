import { type BatchNormImplementation, checkBatchNorm, type Law, laws } from '@bnlab/core/spec';
import { operations } from '@bnlab/core/spec/tensors';
import { channelsLast, layerWithChannels } from './layer-implementation';

/** How many laws hold, of how many that were checked, and what is wrong with the others. */
export interface LawCount {
  kept: number;
  checked: number;
  broken: string[];
}

export interface LawsToCheck {
  /** Inputs per law; those of large batches get one. */
  numRuns: number;
  /** Whether laws of large batches are among them: one input takes a software graphics card half a minute. */
  large: boolean;
}

/** Checks the operations of `@bnlab/core` and the layer on the current backend. */
export async function checkLaws(which: LawsToCheck): Promise<{ core: LawCount; layer: LawCount }> {
  return {
    core: await count(operations, which),
    layer: await count(layerWithChannels(channelsLast), which),
  };
}

async function count(
  implementation: BatchNormImplementation,
  { numRuns, large }: LawsToCheck,
): Promise<LawCount> {
  const isLarge = ({ maxRuns = Infinity }: Law) => maxRuns < 10;
  const few = laws.filter(isLarge);
  const many = laws.filter((law) => !isLarge(law));
  const verdicts = await checkBatchNorm(implementation, { laws: many, numRuns, seed: 1 });
  if (large) verdicts.push(...(await checkBatchNorm(implementation, { laws: few, numRuns: 1, seed: 1 })));
  const checked = verdicts.filter(({ outcome }) => outcome !== 'skipped');
  const broken = checked.flatMap((verdict) =>
    verdict.outcome === 'broken' ? [`${verdict.law.name}: ${verdict.message}`] : [],
  );
  return { kept: checked.length - broken.length, checked: checked.length, broken };
}
