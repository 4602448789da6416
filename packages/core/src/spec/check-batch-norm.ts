import {
  ArgumentError,
  checkChoice,
  checkFunction,
  checkNumber,
  checkOptions,
  className,
  show,
} from '@bnlab/arguments';
import fc from 'fast-check';
import { checkImplementation } from './check-implementation';
import { type BatchNormImplementation, boundParts, type OptionalPart } from './implementation';
import type { Law, Precision } from './law';
import { laws as allLaws } from './laws';

/** Options of {@link checkBatchNorm}. */
export interface CheckOptions {
  /** The laws to check. Default: all. */
  laws?: readonly Law[] | undefined;
  /**
   * `'float32'`: only the laws that plain float32 arithmetic can satisfy, so that no library fails for using float32.
   * `'compensated'`: all laws. Default `'compensated'`.
   */
  profile?: Precision | undefined;
  /** Number of random inputs per law, 1 or more; laws over large batches use fewer. Default 50. */
  numRuns?: number | undefined;
  /** Seed of the random inputs, an integer: the same seed gives the same inputs. Default: a different one per call. */
  seed?: number | undefined;
  /** Called with each verdict, as soon as it is known. */
  onVerdict?: ((verdict: Verdict) => void) | undefined;
}

/** The result for one law. */
export type Verdict =
  | { readonly law: Law; readonly outcome: 'kept'; readonly runs: number }
  | { readonly law: Law; readonly outcome: 'skipped'; readonly missing: readonly OptionalPart[] }
  | {
      readonly law: Law;
      readonly outcome: 'broken';
      /** The smallest input found that breaks the law: an object of named values. */
      readonly counterexample: unknown;
      /** The expected and the actual value. */
      readonly message: string;
      /** The seed that reproduces the counterexample. */
      readonly seed: number;
    };

/**
 * Checks an implementation of batch normalization against the laws, with random inputs. Each law passes, fails with the
 * smallest counterexample found, or is skipped because the implementation lacks a part that it needs. Runs in browsers
 * and in Node, with or without a test runner.
 *
 * @param implementation At least `training` and `inference`, on plain numbers.
 * @returns One verdict per law of the profile, in the order of the laws. An error thrown by the implementation breaks the law.
 * @throws ArgumentError (the promise rejects) if the implementation or an option is invalid.
 */
export async function checkBatchNorm(
  implementation: BatchNormImplementation,
  options: CheckOptions = {},
): Promise<Verdict[]> {
  checkImplementation('checkBatchNorm', implementation);
  checkOptions('checkBatchNorm', options, ['laws', 'profile', 'numRuns', 'seed', 'onVerdict']);
  const { laws = allLaws, profile = 'compensated', onVerdict } = options;
  checkChoice('checkBatchNorm', 'profile', profile, ['float32', 'compensated']);
  checkRuns('checkBatchNorm', { ...options, laws });
  if (onVerdict !== undefined) checkFunction('checkBatchNorm', 'onVerdict', onVerdict, 'of a verdict');
  const verdicts: Verdict[] = [];
  for (const law of laws) {
    if (profile === 'float32' && law.precision === 'compensated') continue;
    const verdict = await checkLaw(law, implementation, options);
    verdicts.push(verdict);
    onVerdict?.(verdict);
  }
  return verdicts;
}

/** Throws unless `laws` are laws, `numRuns` is 1 or more, and `seed` is an integer. */
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
    message: className(error) === 'Error' ? (error as Error).message : String(error),
    seed: details.seed,
  };
}

/** The parts that a law needs and the implementation lacks. */
export function missingParts(law: Law, implementation: BatchNormImplementation): OptionalPart[] {
  const parts = boundParts(implementation);
  return law.needs.filter((part) => parts[part] === undefined);
}
