import { describe, expect, test } from '@jest/globals';
import { describeBatchNorm, laws, mistakes, referenceImplementation, type TestRunner } from '../../src/spec';

/** A test runner that keeps what it is given. */
function recordingRunner() {
  const tests = new Map<string, () => Promise<void>>();
  const skipped: string[] = [];
  const suites: string[] = [];
  const add = (name: string, body: () => Promise<void>) => tests.set(name, body);
  const runner: TestRunner = {
    describe(name, body) {
      suites.push(name);
      body();
    },
    test: Object.assign(add, { skip: (name: string) => skipped.push(name) }),
  };
  return { runner, tests, skipped, suites };
}

describe('describeBatchNorm', () => {
  test('makes a suite with a test a law', async () => {
    const { runner, tests, skipped, suites } = recordingRunner();
    describeBatchNorm('ours', referenceImplementation, { runner, numRuns: 1 });
    expect(suites).toEqual(['ours keeps the laws of batch normalization']);
    expect(skipped).toEqual([]);
    expect([...tests.keys()]).toEqual(laws.map(({ name, statement }) => `${name}: ${statement}`));
    await expect([...tests.values()][0]!()).resolves.toBeUndefined();
  });

  test('skips laws about missing parts in plain sight', () => {
    const { runner, skipped } = recordingRunner();
    const { training, inference } = referenceImplementation;
    describeBatchNorm('half', { training, inference }, { runner });
    expect(skipped).toContainEqual(expect.stringMatching(/^folding: .* \(it has no fold\)$/));
  });

  test('fails with what was expected, the smallest counterexample, its seed and why it matters', async () => {
    const { runner, tests } = recordingRunner();
    const { implementation } = mistakes.find(({ name }) => name === 'mean-not-taken-away')!;
    describeBatchNorm('broken', implementation, { runner, laws: laws.slice(0, 1), seed: 7 });
    await expect([...tests.values()][0]!()).rejects.toThrow(
      /mean of y\[0\]: expected 0, got .*\nfor \{"x":\[\[(?:0|0\.125)\],\[(?:0|0\.125)\]\].*\nseed 7\nA remaining mean shifts all activations/,
    );
  });

  test('uses the global functions of the runner, and says so where there are none', () => {
    const globals = globalThis as Partial<TestRunner>;
    const saved = { describe: globals.describe, test: globals.test };
    Object.assign(globals, { describe: undefined, test: undefined });
    try {
      expect(() => describeBatchNorm('lost', referenceImplementation)).toThrow(
        'use checkBatchNorm outside one',
      );
    } finally {
      Object.assign(globals, saved);
    }
  });
});
