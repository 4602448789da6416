import { ArgumentError, checkFunction, checkNumber, checkOptions, show } from '@bnlab/arguments';
import { checkLaw, type CheckOptions, checkRuns, missingParts } from './check-batch-norm';
import { checkImplementation } from './check-implementation';
import type { BatchNormImplementation } from './implementation';
import { laws as allLaws } from './laws';

/** The functions of a test runner, as jest, vitest and others have them. */
export interface TestRunner {
  /** Makes a suite of the tests that `body` makes. */
  describe: (name: string, body: () => void) => unknown;
  /** Makes a test. */
  test: ((name: string, body: () => Promise<void>, timeout?: number) => unknown) & {
    /** Makes a test that is shown and not run. */
    skip: (name: string, body: () => void) => unknown;
  };
}

/** Which laws {@link describeBatchNorm} makes tests of, and for which runner. */
export interface DescribeOptions extends Pick<CheckOptions, 'laws' | 'numRuns' | 'seed'> {
  /** The runner's functions. Default: the globals `describe` and `test`, looked up when called. */
  runner?: TestRunner | undefined;
  /** Milliseconds that a law may take. Default 60,000. */
  timeout?: number | undefined;
}

/**
 * One suite of tests, one test a law, each named by what the law states. Laws about a part that the implementation lacks
 * are skipped visibly.
 *
 * @param name Whose suite it is.
 * @throws Error outside a test runner: use `checkBatchNorm` there.
 */
export function describeBatchNorm(
  name: string,
  implementation: BatchNormImplementation,
  options: DescribeOptions = {},
): void {
  if (typeof name !== 'string') {
    throw new ArgumentError('describeBatchNorm', `name must be a string, got ${show(name)}`);
  }
  checkImplementation('describeBatchNorm', implementation);
  checkOptions('describeBatchNorm', options, ['laws', 'numRuns', 'seed', 'runner', 'timeout']);
  const { laws = allLaws, runner = globalRunner(), timeout = 60_000, ...check } = options;
  checkRuns('describeBatchNorm', { ...check, laws });
  checkRunner(runner);
  checkNumber('describeBatchNorm', 'timeout', timeout, { min: 0 });
  runner.describe(`${name} keeps the laws of batch normalization`, () => {
    for (const law of laws) {
      const title = `${law.name}: ${law.statement}`;
      const missing = missingParts(law, implementation);
      if (missing.length > 0) {
        runner.test.skip(`${title} (it has no ${missing.join(', ')})`, () => {});
        continue;
      }
      const body = async () => {
        const verdict = await checkLaw(law, implementation, check);
        if (verdict.outcome !== 'broken') return;
        const { counterexample, message, seed } = verdict;
        throw new Error(`${message}\nfor ${JSON.stringify(counterexample)}\nseed ${seed}\n${law.why}`);
      };
      runner.test(title, body, timeout);
    }
  });
}

function checkRunner(runner: unknown): void {
  const { describe, test } = Object(runner) as Partial<TestRunner>;
  checkFunction('describeBatchNorm', 'runner.describe', describe);
  checkFunction('describeBatchNorm', 'runner.test', test);
  checkFunction('describeBatchNorm', 'runner.test.skip', test!.skip);
}

function globalRunner(): TestRunner {
  const { describe, test } = globalThis as Partial<TestRunner>;
  if (describe && test) return { describe, test };
  throw new Error(
    'describeBatchNorm: there are no global functions describe and test here. ' +
      "Pass the test runner's as options.runner, or use checkBatchNorm outside one.",
  );
}
