import { ArgumentError, checkFunction, checkNumber, checkOptions, show } from '@bnlab/arguments';
import fc from 'fast-check';
import { checkImplementation } from './check-implementation';
import { type BatchNormImplementation, boundParts, type OptionalPart } from './implementation';
import type { Law } from './law';
import { laws as allLaws } from './laws';

/** Which laws {@link checkBatchNorm} checks, and how long. */
export interface CheckOptions {
  /** The laws to check. Default: all. */
  laws?: readonly Law[] | undefined;
  /** Inputs that each law is tried on; laws over large batches take fewer. Default 50. */
  numRuns?: number | undefined;
  /** Where the inputs come from: the same seed tries the same ones. Default: another each time. */
  seed?: number | undefined;
  /** Called with each verdict as it is reached. */
  onVerdict?: ((verdict: Verdict) => void) | undefined;
}

/** What became of one law. */
export type Verdict =
  | { readonly law: Law; readonly outcome: 'kept'; readonly runs: number }
  | { readonly law: Law; readonly outcome: 'skipped'; readonly missing: readonly OptionalPart[] }
  | {
      readonly law: Law;
      readonly outcome: 'broken';
      /** The smallest input found for which the law does not hold, by name. */
      readonly counterexample: unknown;
      /** What was expected for it, and what came. */
      readonly message: string;
      /** The seed that finds it again. */
      readonly seed: number;
    };

/**
 * Checks an implementation of batch normalization against the laws, anywhere that JavaScript runs, and says of each
 * whether it is kept, broken (with the smallest counterexample that could be found) or about a part that is missing.
 *
 * @param implementation At least `training` and `inference`, in plain numbers.
 * @returns One verdict a law, in the order of the laws. An error thrown by the implementation breaks the law.
 */
export async function checkBatchNorm(
  implementation: BatchNormImplementation,
  options: CheckOptions = {},
): Promise<Verdict[]> {
  checkImplementation('checkBatchNorm', implementation);
  checkOptions('checkBatchNorm', options, ['laws', 'numRuns', 'seed', 'onVerdict']);
  const { laws = allLaws, onVerdict } = options;
  checkRuns('checkBatchNorm', { ...options, laws });
  if (onVerdict !== undefined) checkFunction('checkBatchNorm', 'onVerdict', onVerdict, 'of a verdict');
  const verdicts: Verdict[] = [];
  for (const law of laws) {
    const verdict = await checkLaw(law, implementation, options);
    verdicts.push(verdict);
    onVerdict?.(verdict);
  }
  return verdicts;
}

/** Refuses laws that are none, a number of runs below 1, and a seed that is not an integer. */
export function checkRuns(
  functionName: string,
  { laws, numRuns, seed }: Pick<CheckOptions, 'laws' | 'numRuns' | 'seed'>,
): void {
  const areLaws =
    Array.isArray(laws) && laws.every((law: unknown) => typeof law === 'object' && law !== null);
  if (!areLaws) throw new ArgumentError(functionName, `laws must be an array of laws, got ${show(laws)}`);
  if (numRuns !== undefined) checkNumber(functionName, 'numRuns', numRuns, { min: 1, integer: true });
  if (seed !== undefined) checkNumber(functionName, 'seed', seed, { integer: true });
}

/** Checks one law. */
export async function checkLaw(
  law: Law,
  implementation: BatchNormImplementation,
  { numRuns = 50, seed }: Pick<CheckOptions, 'numRuns' | 'seed'> = {},
): Promise<Verdict> {
  const missing = missingParts(law, implementation);
  if (missing.length > 0) return { law, outcome: 'skipped', missing };
  const runs = Math.min(numRuns, law.maxRuns ?? numRuns);
  const details = await fc.check(law.property(implementation), {
    numRuns: runs,
    ...(seed !== undefined && { seed }),
  });
  if (!details.failed) return { law, outcome: 'kept', runs };
  const error = details.errorInstance;
  return {
    law,
    outcome: 'broken',
    counterexample: details.counterexample?.[0],
    message: error instanceof Error ? error.message : String(error),
    seed: details.seed,
  };
}

/** What a law asks for and the implementation does not have. */
export function missingParts(law: Law, implementation: BatchNormImplementation): OptionalPart[] {
  const parts = boundParts(implementation);
  return law.needs.filter((part) => parts[part] === undefined);
}
