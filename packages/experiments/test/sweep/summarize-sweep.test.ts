import { describe, expect, test } from '@jest/globals';
import { hasFailed, summarizeBest, summarizeNormalizations, summarizeSweep } from '../../src';
import { network, sweptRun } from './networks';

const withBatchNorm = (accuracy: number) => network(accuracy, { batchNorm: true });

describe('summarizeSweep', () => {
  const runs = [
    sweptRun({ learningRate: 1 }, 1, network(0.1), withBatchNorm(0.9)),
    sweptRun({ learningRate: 1 }, 2, network(0.5, { diverged: true }), withBatchNorm(0.96)),
    sweptRun({ learningRate: 1 }, 3, network(0.6), withBatchNorm(0.93)),
    sweptRun({ learningRate: 2 }, 1, withBatchNorm(0.8)),
  ];
  const summaries = summarizeSweep(
    runs.map(({ plan }) => plan),
    runs.map(({ record }) => record),
  );

  test('has a row for each cell, with each kind of network over its seeds', () => {
    expect(summaries.map(({ overrides, seeds }) => ({ overrides, seeds }))).toEqual([
      { overrides: { learningRate: 1 }, seeds: [1, 2, 3] },
      { overrides: { learningRate: 2 }, seeds: [1] },
    ]);
    const [both, one] = summaries;
    expect(both!.withoutBatchNorm).toMatchObject({ testAccuracy: { median: 0.5 }, failed: 2 / 3 });
    expect(both!.withBatchNorm).toMatchObject({ testAccuracy: { median: 0.93 }, failed: 0 });
    expect(both!.withBatchNorm!.reach.map(({ accuracy, reached }) => [accuracy, reached])).toEqual([
      [0.8, 1],
      [0.9, 1],
      [0.95, 1 / 3],
    ]);
    expect(one).not.toHaveProperty('withoutBatchNorm');
  });

  test('compares the networks of the same seed, where there are both', () => {
    expect(summaries[0]!.difference!.mean).toBeCloseTo((0.8 + 0.46 + 0.33) / 3, 12);
    expect(summaries[1]).not.toHaveProperty('difference');
  });

  test('a network has failed when it diverged or does no better than naming one digit', () => {
    expect(hasFailed(network(0.1135))).toBe(true);
    expect(hasFailed(network(0.9, { diverged: true }))).toBe(true);
    expect(hasFailed(network(0.16))).toBe(false);
  });
});

test('summarizeNormalizations puts every normalization of a cell side by side', () => {
  const rows = summarizeNormalizations([
    sweptRun({ batchSize: 4 }, 1, network(0.7), withBatchNorm(0.8)),
    sweptRun({ batchSize: 8 }, 1, network(0.75), withBatchNorm(0.85)),
    sweptRun({ normalization: 'group', batchSize: 4 }, 1, withBatchNorm(0.9)),
    sweptRun({ normalization: 'ghost', ghostBatchSize: 2, batchSize: 8 }, 1, withBatchNorm(0.6)),
  ]);
  const medians = rows.map(({ overrides, variants }) => [
    overrides,
    Object.fromEntries(
      Object.entries(variants).map(([kind, { testAccuracy }]) => [kind, testAccuracy.median]),
    ),
  ]);
  expect(medians).toEqual([
    [{ batchSize: 4 }, { none: 0.7, batch: 0.8, group: 0.9 }],
    [{ batchSize: 8 }, { none: 0.75, batch: 0.85, ghost: 0.6 }],
  ]);
});

test('summarizeBest lets each network have its best learning rate, chosen on the validation images', () => {
  const on = (validation: number, test: number, batchNorm: boolean) =>
    network(test, { batchNorm, finalValidationAccuracy: validation });
  const [best, ...others] = summarizeBest([
    sweptRun({ learningRate: 0.1 }, 1, on(0.9, 0.91, false), on(0.93, 0.99, true)),
    sweptRun({ learningRate: 0.1 }, 2, on(0.92, 0.93, false), on(0.91, 0.99, true)),
    sweptRun({ learningRate: 1 }, 1, on(0.5, 0.98, false), on(0.97, 0.95, true)),
    sweptRun({ learningRate: 1 }, 2, on(0.6, 0.98, false), on(0.95, 0.96, true)),
  ]);
  expect(others).toEqual([]);
  expect(best).toMatchObject({
    overrides: {},
    withoutBatchNorm: { learningRate: 0.1, summary: { testAccuracy: { median: 0.92 } } },
    withBatchNorm: { learningRate: 1, summary: { testAccuracy: { median: 0.955 } } },
  });
  expect(best!.difference.mean).toBeCloseTo(0.035, 12);
});
