import { describe, expect, test } from '@jest/globals';
import { hasFailed } from '../../src/results/outcome';
import { summarizeCells } from '../../src/results/summarize-cells';
import { bestCell } from '../../src/results/best-cell';
import { cellsOf } from '../../src/results/cells';
import { network, runOf } from './networks';

const withBatchNorm = (accuracy: number) => network(accuracy, { batchNorm: true });

describe('summarizeCells', () => {
  const records = [
    runOf({ learningRate: 1 }, 1, network(0.1), withBatchNorm(0.9)),
    runOf({ learningRate: 1 }, 2, network(0.5, { diverged: true }), withBatchNorm(0.96)),
    runOf({ learningRate: 1 }, 3, network(0.6), withBatchNorm(0.93)),
    runOf({ learningRate: 2 }, 1, withBatchNorm(0.8)),
  ];
  const summaries = summarizeCells(records);

  test('has a row for each cell, with each kind of network over its seeds', () => {
    expect(summaries.map(({ overrides, seeds }) => ({ overrides, seeds }))).toEqual([
      { overrides: { learningRate: 1 }, seeds: [1, 2, 3] },
      { overrides: { learningRate: 2 }, seeds: [1] },
    ]);
    const [both, one] = summaries;
    expect(both!.withoutBatchNorm).toMatchObject({
      testAccuracy: { median: 0.5, lowest: 0.1, highest: 0.6 },
      failed: 2 / 3,
    });
    expect(both!.withBatchNorm).toMatchObject({ testAccuracy: { median: 0.93 }, failed: 0 });
    expect(both!.withBatchNorm!.reach.map(({ accuracy, reached }) => [accuracy, reached])).toEqual([
      [0.8, 1],
      [0.9, 1],
      [0.95, 1 / 3],
    ]);
    expect(one).not.toHaveProperty('withoutBatchNorm');
  });

  test('compares the networks of the same seed, from three seeds on', () => {
    expect(summaries[0]!.difference).toMatchObject({ pairs: 3 });
    expect(summaries[0]!.difference!.mean).toBeCloseTo((0.8 + 0.46 + 0.33) / 3, 12);
    expect(summaries[1]).not.toHaveProperty('difference');
    expect(summarizeCells(records.slice(0, 2))[0]).not.toHaveProperty('difference');
  });

  test('runs that differ in anything but the seed are no row together', () => {
    const mixed = [
      runOf({ learningRate: 1 }, 1, withBatchNorm(0.9)),
      runOf({ learningRate: 1, batchSize: 8 }, 2, withBatchNorm(0.2)),
      runOf({ learningRate: 1 }, 3, withBatchNorm(0.9)),
    ];
    expect(summarizeCells(mixed).map(({ overrides, seeds }) => [overrides['batchSize'], seeds])).toEqual([
      [60, [1, 3]],
      [8, [2]],
    ]);
  });

  test('a network has failed when it diverged or does no better than naming one digit', () => {
    expect(hasFailed(network(0.1135))).toBe(true);
    expect(hasFailed(network(0.9, { diverged: true }))).toBe(true);
    expect(hasFailed(network(0.16))).toBe(false);
  });
});

describe('bestCell', () => {
  const on = (validation: number, test: number, batchNorm: boolean) =>
    network(test, { batchNorm, finalValidationAccuracy: validation });
  const cells = cellsOf([
    runOf({ learningRate: 0.1 }, 1, on(0.9, 0.91, false), on(0.93, 0.99, true)),
    runOf({ learningRate: 0.1 }, 2, on(0.92, 0.93, false), on(0.91, 0.99, true)),
    runOf({ learningRate: 1 }, 1, on(0.95, 0.9, false), on(0.97, 0.95, true)),
    runOf({ learningRate: 1 }, 2, on(0.96, 0.9, false), on(0.95, 0.96, true)),
    runOf({ learningRate: 10 }, 1, on(0.1, 0.1, false), on(0.99, 0.9, true)),
    runOf({ learningRate: 10 }, 2, on(0.1, 0.1, false), on(0.99, 0.9, true)),
  ]);

  test('is chosen on the validation images, and says if it is at the end of the grid', () => {
    expect(bestCell(cells, false)).toMatchObject({ cell: { settings: { learningRate: 1 } }, isAtEnd: false });
    expect(bestCell(cells, true)).toMatchObject({ cell: { settings: { learningRate: 10 } }, isAtEnd: true });
    expect(bestCell([], true)).toBeUndefined();
  });

  test('the end of the grid is that of the rates tried beside its other settings', () => {
    const adam = [0.001, 0.01, 0.1].map((learningRate) =>
      runOf({ optimizer: 'adam', learningRate }, 1, on(learningRate === 0.01 ? 0.995 : 0.9, 0.9, true)),
    );
    const all = [...cells, ...cellsOf(adam)];
    expect(bestCell(all, true)).toMatchObject({ cell: { settings: { optimizer: 'adam' } }, isAtEnd: false });
    expect(bestCell(cellsOf(adam.slice(0, 2)), true)).toMatchObject({ isAtEnd: true });
  });
});
