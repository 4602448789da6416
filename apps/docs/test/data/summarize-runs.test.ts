import { expect, test } from '@jest/globals';
import type { RunRecord } from '@bnlab/experiments';
import { summarizeRuns } from '../../data/summarize-runs';

function run(seed: number, plain: readonly number[], normalized: readonly number[]): RunRecord {
  const network = (batchNorm: boolean, validationAccuracy: readonly number[]) => ({
    name: batchNorm ? 'With Batch Norm' : 'Without Batch Norm',
    batchNorm,
    steps: validationAccuracy.map((_, index) => 100 * index),
    validationAccuracy,
    finalValidationAccuracy: validationAccuracy.at(-1)!,
    testAccuracy: validationAccuracy.at(-1)! - 0.01,
    stepsPerSecond: 1000 * seed,
    diverged: false,
  });
  return {
    preset: 'x',
    seed,
    networks: [network(false, plain), network(true, normalized)],
  } as unknown as RunRecord;
}

test('summarizes each network over seeds', () => {
  const records = [
    run(1, [0.1, 0.5, 0.81], [0.1, 0.9, 0.96]),
    run(2, [0.1, 0.2, 0.1], [0.1, 0.85, 0.95]),
    run(3, [0.1, 0.82, 0.3], [0.1, 0.79, 0.97]),
  ];
  const { without, with: normalized } = summarizeRuns(records);
  expect(without.seeds).toBe(3);
  expect(without.failed).toBe(1);
  expect(without.validation).toEqual({ median: 0.3, lowest: 0.1, highest: 0.81 });
  expect(without.stepsTo).toEqual({ 80: 200, 90: null, 95: null });
  expect(normalized.failed).toBe(0);
  expect(normalized.test.median).toBeCloseTo(0.95);
  expect(normalized.stepsTo).toEqual({ 80: 100, 90: 200, 95: 200 });
  expect(normalized.stepsPerSecond.median).toBe(2000);
});
