import { ArgumentError, checkFunction, checkNumber, checkOptions, show } from '@bnlab/arguments';
import { checkLaw, type CheckOptions, checkRuns, missingParts } from './check-batch-norm';
import { checkImplementation } from './check-implementation';
import type { BatchNormImplementation } from './implementation';
import { laws as allLaws } from './laws';

/** The functions of a test runner such as Jest or Vitest. */
export interface TestRunner {
  /** Defines a suite of the tests that `body` defines. */
  describe: (name: string, body: () => void) => unknown;
  /** Defines a test. */
  test: ((name: string, body: () => Promise<void>, timeout?: number) => unknown) & {
    /** Defines a test that is listed but not run. */
    skip: (name: string, body: () => void) => unknown;
  };
}

/** Options of {@link describeBatchNorm}. */
export interface DescribeOptions extends Pick<CheckOptions, 'laws' | 'numRuns' | 'seed'> {
  /** Functions of the test runner. Default: the globals `describe` and `test`, looked up at the call. */
  runner?: TestRunner | undefined;
  /** Time limit per law in milliseconds. Default 60,000. */
  timeout?: number | undefined;
}

/**
 * Defines a test suite with one test per law, named after the statement of the law. Laws that need a part which the
 * implementation lacks are listed as skipped.
 *
 * @param name Name of the suite.
 * @param implementation At least `training` and `inference`, on plain numbers.
 * @throws ArgumentError if an argument is invalid.
 * @throws Error outside a test runner; use `checkBatchNorm` there.
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
